package gradus.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradus.runtime.kernel.scalar.ScalarConvolutions;
import gradus.runtime.kernel.simd.SimdConvolutions;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConvolutionTest {

  /// One of the three directions: from two arrays to a third.
  private enum Direction {
    FORWARD,
    FORWARD_PACKED,
    BACKWARD_INPUT,
    BACKWARD_WEIGHTS;

    int first(ConvolutionShape s) {
      return this == BACKWARD_INPUT ? s.outSize() : s.inSize();
    }

    int second(ConvolutionShape s) {
      return this == BACKWARD_WEIGHTS ? s.outSize() : s.weightSize();
    }

    int result(ConvolutionShape s) {
      return switch (this) {
        case FORWARD, FORWARD_PACKED -> s.outSize();
        case BACKWARD_INPUT -> s.inSize();
        case BACKWARD_WEIGHTS -> s.weightSize();
      };
    }

    int workspace(Convolution c) {
      return switch (this) {
        case FORWARD, FORWARD_PACKED -> c.forwardWorkspace();
        case BACKWARD_INPUT -> c.backwardInputWorkspace();
        case BACKWARD_WEIGHTS -> c.backwardWeightsWorkspace();
      };
    }

    void run(Convolution c, int part, int parts, float[] a, float[] b, float[] out, float[] work) {
      switch (this) {
        case FORWARD -> c.forward(part, parts, a, 3, b, 5, out, 7, work, 1);
        case FORWARD_PACKED -> {
          float[] packed = Samples.sentinels(2 + c.packedSize());
          c.pack(b, 5, packed, 2);
          c.forwardPacked(part, parts, a, 3, packed, 2, out, 7, work, 1);
        }
        case BACKWARD_INPUT -> c.backwardInput(part, parts, a, 3, b, 5, out, 7, work, 1);
        case BACKWARD_WEIGHTS -> c.backwardWeights(part, parts, a, 3, b, 5, out, 7, work, 1);
      }
    }

    void run(Convolution c, double[] a, double[] b, double[] out, double[] work) {
      switch (this) {
        case FORWARD, FORWARD_PACKED -> c.forward(0, 1, a, 3, b, 5, out, 7, work, 1);
        case BACKWARD_INPUT -> c.backwardInput(0, 1, a, 3, b, 5, out, 7, work, 1);
        case BACKWARD_WEIGHTS -> c.backwardWeights(0, 1, a, 3, b, 5, out, 7, work, 1);
      }
    }

    float[] run(Convolutions set, ConvolutionShape s, int parts, float[] a, float[] b) {
      Convolution c = set.convolution(s);
      float[] out = Samples.sentinels(7 + result(s) + 4);
      float[] work = Samples.sentinels(1 + workspace(c));
      for (int part = 0; part < parts; part++) {
        run(c, part, parts, a, b, out, work);
      }
      return out;
    }
  }

  static LongStream seeds() {
    return LongStream.range(0, 120);
  }

  static Stream<Convolutions> sets() {
    return Stream.of(new ScalarConvolutions(), new SimdConvolutions());
  }

  private static WindowAxis axis(Samples samples, int most) {
    return WindowAxis.of(
        samples.below(most) + 1,
        samples.oneOf(1, 2, 3, 3, 5),
        samples.oneOf(1, 1, 1, 2, 3),
        samples.oneOf(1, 1, 2),
        samples.below(4),
        samples.below(4));
  }

  private static ConvolutionShape shape(Samples samples) {
    int rank = samples.below(3) + 1;
    int groups = samples.oneOf(1, 1, 1, 2, 4);
    return new ConvolutionShape(
        samples.oneOf(1, 1, 2, 3, 7, 20),
        groups * samples.oneOf(1, 1, 2, 3, 6),
        groups * samples.oneOf(1, 2, 5, 6, 13, 16, 17, 33),
        groups,
        rank > 2 ? axis(samples, 4) : WindowAxis.UNIT,
        rank > 1 ? axis(samples, 9) : WindowAxis.UNIT,
        axis(samples, rank == 1 ? 70 : 18),
        samples.below(2) == 0);
  }

  /// Shapes whose sums are longer than a chunk, whose output is one place, or which fill tiles.
  static List<ConvolutionShape> notable() {
    WindowAxis same = WindowAxis.of(6, 3, 1, 1, 1, 1);
    WindowAxis whole = WindowAxis.of(5, 5, 1, 1, 0, 0);
    WindowAxis narrow = WindowAxis.of(2, 5, 1, 1, 2, 2);
    WindowAxis image = WindowAxis.of(28, 5, 1, 1, 2, 2);
    WindowAxis point = WindowAxis.of(9, 1, 2, 1, 0, 0);
    WindowAxis large = WindowAxis.of(40, 3, 2, 1, 1, 0);
    WindowAxis none = WindowAxis.of(2, 5, 1, 1, 0, 0);
    WindowAxis sparse = WindowAxis.of(9, 2, 4, 1, 0, 0);
    WindowAxis seven = WindowAxis.of(7, 1, 1, 1, 0, 0);
    WindowAxis thin = WindowAxis.of(3, 3, 1, 1, 1, 1);
    WindowAxis half = WindowAxis.of(14, 3, 2, 1, 1, 1);
    WindowAxis inner = WindowAxis.of(14, 5, 1, 1, 0, 0);
    WindowAxis signal = WindowAxis.of(700, 9, 1, 1, 0, 0);
    return List.of(
        ConvolutionShape.of(2, 70, 14, same, same),
        ConvolutionShape.of(2, 14, 70, same, same),
        ConvolutionShape.of(20, 60, 11, whole, whole),
        ConvolutionShape.of(3, 4, 40, narrow, narrow),
        ConvolutionShape.of(3, 1, 6, image, image),
        ConvolutionShape.of(5, 8, 8, point, point),
        ConvolutionShape.of(1, 3, 24, large, large),
        ConvolutionShape.of(2, 3, 4, none, none),
        ConvolutionShape.of(0, 3, 4, same, same),
        ConvolutionShape.of(2, 3, 4, sparse, sparse),
        ConvolutionShape.of(4, 32, 32, same, same).withGroups(32),
        ConvolutionShape.of(1, 530, 64, seven, seven),
        ConvolutionShape.of(1, 70, 530, seven, seven),
        ConvolutionShape.of(2, 64, 101, seven, thin),
        ConvolutionShape.of(1, 66, 134, half, half),
        ConvolutionShape.of(1, 128, 256, thin, seven).withGroups(2),
        ConvolutionShape.of(1, 6, 16, inner, inner),
        ConvolutionShape.of(3, 3, 5, WindowAxis.UNIT, signal),
        ConvolutionShape.of(3, 1, 6, image, image).withFlipKernel(true));
  }

  /// Shapes that are computed by Winograd's filtering: of whole and of cut tiles, lines shorter and
  /// longer than vectors, with every padding, more tiles than a chunk has, or no images.
  static List<ConvolutionShape> filtered() {
    WindowAxis twelve = WindowAxis.of(12, 3, 1, 1, 1, 1);
    WindowAxis thirteen = WindowAxis.of(13, 3, 1, 1, 1, 1);
    WindowAxis valid = WindowAxis.of(18, 3, 1, 1, 0, 0);
    WindowAxis full = WindowAxis.of(11, 3, 1, 1, 2, 2);
    WindowAxis before = WindowAxis.of(35, 3, 1, 1, 2, 0);
    WindowAxis after = WindowAxis.of(17, 3, 1, 1, 0, 1);
    return List.of(
        ConvolutionShape.of(1, 32, 32, twelve, twelve),
        ConvolutionShape.of(5, 64, 32, thirteen, thirteen),
        ConvolutionShape.of(2, 32, 96, valid, full),
        ConvolutionShape.of(2, 32, 32, full, before),
        ConvolutionShape.of(3, 64, 64, after, thirteen).withFlipKernel(true),
        ConvolutionShape.of(1, 32, 32, full, WindowAxis.of(150, 3, 1, 1, 1, 1)),
        ConvolutionShape.of(0, 32, 32, twelve, twelve));
  }

  @ParameterizedTest
  @MethodSource("filtered")
  void bothSetsGiveTheSameBitsOfFilteredTiles(ConvolutionShape shape) {
    assertTrue(Winograd.serves(shape));
    assertSameBits(new Samples(1), shape, false, "");
    assertSameBits(new Samples(2), shape, true, "");
  }

  @ParameterizedTest
  @MethodSource("filtered")
  void everyDirectionAgreesWithTheDefinitionOnFilteredTiles(ConvolutionShape shape) {
    assertDefinition(new Samples(3), shape, "");
  }

  /// Shapes that are computed by Fourier transforms: of either length, of whole and of cut
  /// segments, with an even and an odd number of them, with every padding, more pairs than a chunk
  /// has.
  static List<ConvolutionShape> transformed() {
    return List.of(
        signal(1, 16, 16, WindowAxis.of(1152, 65, 1, 1, 0, 0)),
        signal(3, 32, 16, WindowAxis.of(1100, 33, 1, 1, 16, 16)),
        signal(2, 16, 48, WindowAxis.of(1057, 97, 1, 1, 96, 0)),
        signal(1, 16, 16, WindowAxis.of(4200, 129, 1, 1, 0, 77)),
        signal(9, 16, 16, WindowAxis.of(1030, 40, 1, 1, 20, 19)).withFlipKernel(true),
        signal(0, 16, 32, WindowAxis.of(1152, 65, 1, 1, 0, 0)));
  }

  private static ConvolutionShape signal(int batch, int in, int out, WindowAxis axis) {
    return ConvolutionShape.of(batch, in, out, WindowAxis.UNIT, axis);
  }

  @ParameterizedTest
  @MethodSource("transformed")
  void bothSetsGiveTheSameBitsOfTransformedSegments(ConvolutionShape shape) {
    assertTrue(Fourier.serves(shape));
    assertSameBits(new Samples(1), shape, false, "");
    assertSameBits(new Samples(2), shape, true, "");
  }

  @ParameterizedTest
  @MethodSource("transformed")
  void everyDirectionAgreesWithTheDefinitionOnTransformedSegments(ConvolutionShape shape) {
    assertDefinition(new Samples(3), shape, "");
  }

  @Test
  void longKernelsAreTransformedInLongSignalsOfSeveralChannels() {
    WindowAxis axis = WindowAxis.of(1152, 65, 1, 1, 0, 0);
    assertTrue(Fourier.serves(signal(1, 16, 16, axis)));
    assertTrue(Fourier.serves(signal(50, 16, 16, axis)));
    assertFalse(Fourier.serves(signal(1, 16, 16, axis).withGroups(2)));
    assertFalse(Fourier.serves(signal(1, 1, 16, axis)));
    assertFalse(Fourier.serves(signal(1, 16, 24, axis)));
    assertFalse(Fourier.serves(signal(1, 80, 64, axis)));
    assertFalse(Fourier.serves(ConvolutionShape.of(1, 16, 16, axis, WindowAxis.UNIT)));
    for (WindowAxis other :
        List.of(
            WindowAxis.of(1152, 32, 1, 1, 0, 0),
            WindowAxis.of(9000, 386, 1, 1, 0, 0),
            WindowAxis.of(1087, 65, 1, 1, 0, 0),
            WindowAxis.of(1152, 65, 1, 1, 65, 0),
            WindowAxis.of(9000, 65, 2, 1, 0, 0),
            WindowAxis.of(9000, 65, 1, 2, 0, 0))) {
      assertFalse(Fourier.serves(signal(1, 16, 16, other)), other.toString());
    }
  }

  /// The shape decides, but never the number of images: each would else have other bits in another
  /// batch.
  @Test
  void windowsOfThreeAreFilteredInLargeImagesOfManyChannels() {
    WindowAxis twelve = WindowAxis.of(12, 3, 1, 1, 1, 1);
    WindowAxis seven = WindowAxis.of(7, 3, 1, 1, 1, 1);
    WindowAxis thin = WindowAxis.of(1, 3, 1, 1, 1, 1);
    WindowAxis apart = WindowAxis.of(24, 3, 2, 1, 1, 1);
    WindowAxis dilated = WindowAxis.of(24, 3, 1, 2, 2, 2);
    WindowAxis far = WindowAxis.of(24, 3, 1, 1, 3, 0);
    WindowAxis five = WindowAxis.of(24, 5, 1, 1, 2, 2);
    ConvolutionShape filtered = ConvolutionShape.of(1, 32, 64, twelve, twelve);
    assertTrue(Winograd.serves(filtered));
    assertTrue(Winograd.serves(filtered.withBatch(100)));
    assertFalse(Winograd.serves(filtered.withGroups(2)));
    assertFalse(Winograd.serves(ConvolutionShape.of(1, 16, 64, twelve, twelve)));
    assertFalse(Winograd.serves(ConvolutionShape.of(1, 32, 40, twelve, twelve)));
    assertFalse(Winograd.serves(ConvolutionShape.of(1, 544, 32, twelve, twelve)));
    for (WindowAxis axis : List.of(apart, dilated, far, five)) {
      assertFalse(Winograd.serves(ConvolutionShape.of(1, 32, 64, axis, twelve)));
    }
    assertFalse(Winograd.serves(ConvolutionShape.of(1, 32, 64, seven, seven)));
    WindowAxis hundred = WindowAxis.of(100, 3, 1, 1, 1, 1);
    assertFalse(Winograd.serves(ConvolutionShape.of(1, 32, 64, thin, hundred)));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void bothSetsGiveTheSameBits(long seed) {
    Samples samples = new Samples(seed);
    assertSameBits(samples, shape(samples), seed % 5 == 4, "seed " + seed);
  }

  @ParameterizedTest
  @MethodSource("notable")
  void bothSetsGiveTheSameBitsOnNotableShapes(ConvolutionShape shape) {
    assertSameBits(new Samples(1), shape, false, "");
  }

  private static void assertSameBits(
      Samples samples, ConvolutionShape shape, boolean wild, String what) {
    for (Direction direction : Direction.values()) {
      float[] a = values(samples, 3 + direction.first(shape), wild);
      float[] b = values(samples, 5 + direction.second(shape), wild);
      float[] expected = direction.run(new ScalarConvolutions(), shape, 1, a, b);
      for (int parts = 1; parts <= 3; parts++) {
        String where = "%s %s, parts %d, %s".formatted(what, direction, parts, shape);
        Samples.assertSameBits(
            expected, direction.run(new SimdConvolutions(), shape, parts, a, b), where);
        Samples.assertSameBits(
            expected, direction.run(new ScalarConvolutions(), shape, parts, a, b), where);
      }
    }
  }

  private static float[] values(Samples samples, int n, boolean wild) {
    return wild ? samples.wild(n) : samples.floats(n);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyDirectionAgreesWithTheDefinition(long seed) {
    Samples samples = new Samples(1_000 + seed);
    assertDefinition(samples, shape(samples), "seed " + seed);
  }

  @ParameterizedTest
  @MethodSource("notable")
  void everyDirectionAgreesWithTheDefinitionOnNotableShapes(ConvolutionShape shape) {
    assertDefinition(new Samples(2), shape, "");
  }

  private static void assertDefinition(Samples samples, ConvolutionShape shape, String what) {
    for (Direction direction : Direction.values()) {
      float[] a = samples.floats(3 + direction.first(shape));
      float[] b = samples.floats(5 + direction.second(shape));
      double[] exact = new double[direction.result(shape)];
      double[] magnitudes = new double[exact.length];
      Definition.walk(
          shape,
          (x, w, y) -> {
            int first = 3 + (direction == Direction.BACKWARD_INPUT ? y : x);
            int second = 5 + (direction == Direction.BACKWARD_WEIGHTS ? y : w);
            int result =
                switch (direction) {
                  case FORWARD, FORWARD_PACKED -> y;
                  case BACKWARD_INPUT -> x;
                  case BACKWARD_WEIGHTS -> w;
                };
            exact[result] += (double) a[first] * b[second];
            magnitudes[result] += Math.abs((double) a[first] * b[second]);
          });
      String where = "%s %s %s".formatted(what, direction, shape);
      long terms = Math.max(1, shape.multiplyAdds() / Math.max(1, exact.length));
      sets()
          .forEach(
              set -> {
                float[] found = direction.run(set, shape, 1, a, b);
                Convolution c = set.convolution(shape);
                double[] wide = new double[7 + exact.length];
                double[] work = new double[1 + direction.workspace(c)];
                direction.run(c, Samples.doubles(a), Samples.doubles(b), wide, work);
                for (int i = 0; i < exact.length; i++) {
                  double bound = (terms + 2) * magnitudes[i];
                  assertEquals(exact[i], found[7 + i], bound * Math.ulp(1f), where);
                  assertEquals(exact[i], wide[7 + i], bound * Math.ulp(1.0), where);
                }
                for (int i = 0; i < 7; i++) {
                  assertEquals(Samples.SENTINEL, found[i], where);
                }
                for (int i = 7 + exact.length; i < found.length; i++) {
                  assertEquals(Samples.SENTINEL, found[i], where);
                }
              });
    }
  }

  /// With whole numbers nothing is rounded, so adjoint means equal.
  @ParameterizedTest
  @MethodSource("seeds")
  void bothBackwardDirectionsAreAdjoint(long seed) {
    Samples samples = new Samples(2_000 + seed);
    ConvolutionShape shape = shape(samples);
    float[] x = samples.wholes(3 + shape.inSize());
    float[] w = samples.wholes(5 + shape.weightSize());
    float[] yBar = samples.wholes(5 + shape.outSize());
    sets()
        .forEach(
            set -> {
              float[] y = Direction.FORWARD.run(set, shape, 1, x, w);
              float[] shifted = new float[3 + shape.outSize()];
              System.arraycopy(yBar, 5, shifted, 3, shape.outSize());
              float[] xBar = Direction.BACKWARD_INPUT.run(set, shape, 1, shifted, w);
              float[] wBar = Direction.BACKWARD_WEIGHTS.run(set, shape, 1, x, yBar);
              double product = dot(y, 7, yBar, 5, shape.outSize());
              assertEquals(product, dot(xBar, 7, x, 3, shape.inSize()), shape.toString());
              assertEquals(product, dot(wBar, 7, w, 5, shape.weightSize()), shape.toString());
            });
  }

  private static double dot(float[] x, int xOffset, float[] y, int yOffset, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += (double) x[xOffset + i] * y[yOffset + i];
    }
    return sum;
  }

  @Test
  void groupsThatDoNotDivideTheChannelsAreRefused() {
    WindowAxis axis = WindowAxis.of(5, 3, 1, 1, 1, 1);
    var thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> ConvolutionShape.of(1, 4, 6, axis, axis).withGroups(4));
    assertEquals(
        "ConvolutionShape: expected groups to divide 4 in and 6 out channels, found 4. "
            + "Choose a common divisor.",
        thrown.getMessage());
  }

  /// Every triple of elements of `x`, `w` and `y` that belong together, by the definition.
  private interface Definition {

    void term(int x, int w, int y);

    static void walk(ConvolutionShape s, Definition each) {
      for (int b = 0; b < s.batch(); b++) {
        for (int o = 0; o < s.outChannels(); o++) {
          for (int c = 0; c < s.groupIn(); c++) {
            int from = o / s.groupOut() * s.groupIn() + c;
            int xPlane = (b * s.inChannels() + from) * s.inPlane();
            int yPlane = (b * s.outChannels() + o) * s.outPlane();
            walkPlane(s, xPlane, (o * s.groupIn() + c) * s.kernelPlane(), yPlane, each);
          }
        }
      }
    }

    private static void walkPlane(
        ConvolutionShape s, int xPlane, int wPlane, int yPlane, Definition each) {
      int y = yPlane;
      for (int oz = 0; oz < s.depth().out(); oz++) {
        for (int oy = 0; oy < s.height().out(); oy++) {
          for (int ox = 0; ox < s.width().out(); ox++) {
            walkWindow(s, oz, oy, ox, xPlane, wPlane, y++, each);
          }
        }
      }
    }

    private static void walkWindow(
        ConvolutionShape s,
        int oz,
        int oy,
        int ox,
        int xPlane,
        int wPlane,
        int y,
        Definition each) {
      for (int jz = 0; jz < s.depth().kernel(); jz++) {
        for (int jy = 0; jy < s.height().kernel(); jy++) {
          for (int jx = 0; jx < s.width().kernel(); jx++) {
            int iz = oz * s.depth().stride() - s.depth().padBefore() + jz * s.depth().dilation();
            int iy = oy * s.height().stride() - s.height().padBefore() + jy * s.height().dilation();
            int ix = ox * s.width().stride() - s.width().padBefore() + jx * s.width().dilation();
            boolean inside =
                iz >= 0
                    && iz < s.depth().in()
                    && iy >= 0
                    && iy < s.height().in()
                    && ix >= 0
                    && ix < s.width().in();
            if (inside) {
              int wz = s.flipKernel() ? s.depth().kernel() - 1 - jz : jz;
              int wy = s.flipKernel() ? s.height().kernel() - 1 - jy : jy;
              int wx = s.flipKernel() ? s.width().kernel() - 1 - jx : jx;
              int w = (wz * s.height().kernel() + wy) * s.width().kernel() + wx;
              int x = (iz * s.height().in() + iy) * s.width().in() + ix;
              each.term(xPlane + x, wPlane + w, y);
            }
          }
        }
      }
    }
  }
}
