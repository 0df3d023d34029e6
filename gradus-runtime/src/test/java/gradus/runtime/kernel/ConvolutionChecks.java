package gradus.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import gradus.runtime.kernel.scalar.ScalarConvolutions;
import gradus.runtime.kernel.simd.SimdConvolutions;
import java.util.stream.Stream;

/// What every convolution must do, in both kernel sets.
final class ConvolutionChecks {

  private ConvolutionChecks() {}

  /// One of the three directions: from two arrays to a third.
  enum Direction {
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

  static Stream<Convolutions> sets() {
    return Stream.of(new ScalarConvolutions(), new SimdConvolutions());
  }

  /// Checks that both sets give the same bits in every direction, however many parts there are.
  static void assertSameBits(Samples samples, ConvolutionShape shape, boolean wild, String what) {
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

  /// Checks every direction against the sums of the definition, in f64.
  static void assertDefinition(Samples samples, ConvolutionShape shape, String what) {
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
