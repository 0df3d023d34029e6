package gradus.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import gradus.runtime.kernel.ConvolutionChecks.Direction;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Convolutions that are computed by way of transforms.
class ConvolutionWayTest {

  /// Shapes that are computed by Winograd's filtering: of whole and of cut tiles, lines shorter and
  /// longer than vectors, with every padding, more tiles than a chunk has, many channels for few
  /// tiles, or no images.
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
        ConvolutionShape.of(1, 32, 160, twelve, thirteen),
        ConvolutionShape.of(2, 32, 32, full, before),
        ConvolutionShape.of(3, 64, 64, after, thirteen).withFlipKernel(true),
        ConvolutionShape.of(1, 32, 32, full, WindowAxis.of(150, 3, 1, 1, 1, 1)),
        ConvolutionShape.of(0, 32, 32, twelve, twelve));
  }

  @ParameterizedTest
  @MethodSource("filtered")
  void bothSetsGiveTheSameBitsOfFilteredTiles(ConvolutionShape shape) {
    assertTrue(Winograd.serves(shape));
    ConvolutionChecks.assertSameBits(new Samples(1), shape, false, "");
    ConvolutionChecks.assertSameBits(new Samples(2), shape, true, "");
  }

  @ParameterizedTest
  @MethodSource("filtered")
  void everyDirectionAgreesWithTheDefinitionOnFilteredTiles(ConvolutionShape shape) {
    ConvolutionChecks.assertDefinition(new Samples(3), shape, "");
  }

  /// Shapes that are filtered in phases: with every kernel, of whole and of cut tiles, of channels
  /// that fill vectors and that do not, with every padding, what no window sees, or no images.
  static List<ConvolutionShape> phased() {
    WindowAxis eight = WindowAxis.of(32, 8, 2, 1, 3, 3);
    WindowAxis seven = WindowAxis.of(37, 7, 2, 1, 3, 3);
    WindowAxis rest = WindowAxis.of(28, 7, 2, 1, 0, 0);
    WindowAxis six = WindowAxis.of(26, 6, 2, 1, 5, 0);
    WindowAxis five = WindowAxis.of(24, 5, 2, 1, 2, 4);
    WindowAxis long8 = WindowAxis.of(150, 8, 2, 1, 0, 7);
    return List.of(
        ConvolutionShape.of(2, 3, 32, eight, eight),
        ConvolutionShape.of(1, 3, 64, seven, seven),
        ConvolutionShape.of(3, 5, 32, rest, eight).withFlipKernel(true),
        ConvolutionShape.of(2, 4, 96, six, five),
        ConvolutionShape.of(1, 16, 32, five, six).withFlipKernel(true),
        ConvolutionShape.of(2, 3, 32, rest, long8),
        ConvolutionShape.of(0, 3, 32, eight, eight));
  }

  @ParameterizedTest
  @MethodSource("phased")
  void bothSetsGiveTheSameBitsOfPhases(ConvolutionShape shape) {
    assertTrue(Winograd.servesPhases(shape));
    assertEquals(ConvolutionWay.PHASES, ConvolutionWay.of(shape));
    ConvolutionChecks.assertSameBits(new Samples(1), shape, false, "");
    ConvolutionChecks.assertSameBits(new Samples(2), shape, true, "");
  }

  @ParameterizedTest
  @MethodSource("phased")
  void everyDirectionAgreesWithTheDefinitionOnPhases(ConvolutionShape shape) {
    ConvolutionChecks.assertDefinition(new Samples(3), shape, "");
  }

  /// Shapes whose gradients of weights are sums along lines: of every number of channels, lines
  /// shorter and longer than vectors, several strips, groups, three axes, and no images.
  static List<ConvolutionShape> alongLines() {
    WindowAxis image = WindowAxis.of(40, 5, 1, 1, 2, 2);
    WindowAxis wide = WindowAxis.of(150, 3, 1, 2, 4, 0);
    WindowAxis sixteen = WindowAxis.of(18, 3, 1, 1, 0, 0);
    WindowAxis nine = WindowAxis.of(9, 3, 1, 1, 1, 1);
    WindowAxis two = WindowAxis.of(2, 2, 1, 1, 1, 0);
    WindowAxis high = WindowAxis.of(70, 3, 1, 1, 1, 1);
    return List.of(
        ConvolutionShape.of(3, 1, 6, image, image),
        ConvolutionShape.of(2, 3, 5, high, wide).withFlipKernel(true),
        ConvolutionShape.of(2, 4, 4, high, image),
        ConvolutionShape.of(2, 2, 3, high, wide),
        ConvolutionShape.of(1, 5, 2, sixteen, nine),
        ConvolutionShape.of(2, 7, 1, nine, image),
        ConvolutionShape.of(2, 10, 10, image, sixteen).withGroups(10),
        ConvolutionShape.of(3, 6, 9, nine, nine).withGroups(3),
        new ConvolutionShape(2, 2, 6, 1, two, nine, sixteen, true),
        ConvolutionShape.of(0, 1, 6, image, image));
  }

  @ParameterizedTest
  @MethodSource("alongLines")
  void bothSetsGiveTheSameBitsAlongLines(ConvolutionShape shape) {
    assertEquals(ConvolutionWay.LINES, ConvolutionWay.of(shape));
    ConvolutionChecks.assertSameBits(new Samples(1), shape, false, "");
    ConvolutionChecks.assertSameBits(new Samples(2), shape, true, "");
  }

  @ParameterizedTest
  @MethodSource("alongLines")
  void everyDirectionAgreesWithTheDefinitionAlongLines(ConvolutionShape shape) {
    ConvolutionChecks.assertDefinition(new Samples(3), shape, "");
  }

  @Test
  void fewOutputChannelsOfDenseWindowsAreSummedAlongLines() {
    WindowAxis axis = WindowAxis.of(12, 3, 1, 1, 1, 1);
    assertEquals(ConvolutionWay.LINES, ConvolutionWay.of(ConvolutionShape.of(1, 1, 6, axis, axis)));
    for (ConvolutionShape other :
        List.of(
            ConvolutionShape.of(1, 1, 7, axis, axis),
            ConvolutionShape.of(1, 1, 6, axis, WindowAxis.of(12, 3, 2, 1, 1, 1)),
            ConvolutionShape.of(1, 1, 6, WindowAxis.of(12, 3, 2, 1, 1, 1), axis),
            ConvolutionShape.of(1, 1, 6, axis, WindowAxis.of(7, 3, 1, 1, 1, 1)),
            ConvolutionShape.of(1, 2, 6, WindowAxis.UNIT, WindowAxis.of(12, 3, 1, 1, 1, 1)))) {
      assertEquals(ConvolutionWay.SUM, ConvolutionWay.of(other), other.toString());
    }
  }

  @Test
  void largeWindowsTwoApartAreFilteredInPhases() {
    WindowAxis eight = WindowAxis.of(32, 8, 2, 1, 3, 3);
    assertTrue(Winograd.servesPhases(ConvolutionShape.of(1, 3, 32, eight, eight)));
    assertTrue(Winograd.servesPhases(ConvolutionShape.of(90, 128, 512, eight, eight)));
    assertFalse(Winograd.servesPhases(ConvolutionShape.of(1, 4, 64, eight, eight).withGroups(2)));
    assertTrue(Winograd.servesPhases(ConvolutionShape.of(1, 2, 32, eight, eight)));
    assertFalse(Winograd.servesPhases(ConvolutionShape.of(1, 1, 32, eight, eight)));
    assertFalse(Winograd.servesPhases(ConvolutionShape.of(1, 129, 32, eight, eight)));
    assertFalse(Winograd.servesPhases(ConvolutionShape.of(1, 3, 48, eight, eight)));
    for (WindowAxis axis :
        List.of(
            WindowAxis.of(32, 6, 2, 1, 3, 3),
            WindowAxis.of(32, 4, 2, 1, 3, 3),
            WindowAxis.of(32, 9, 2, 1, 3, 3),
            WindowAxis.of(32, 8, 1, 1, 3, 3),
            WindowAxis.of(32, 8, 3, 1, 3, 3),
            WindowAxis.of(32, 8, 2, 2, 3, 3),
            WindowAxis.of(32, 8, 2, 1, 8, 3),
            new WindowAxis(32, 17, 8, 2, 1, 3, 3),
            WindowAxis.of(6, 8, 2, 1, 3, 3))) {
      ConvolutionShape shape = ConvolutionShape.of(1, 3, 32, eight, axis);
      assertFalse(Winograd.servesPhases(shape), axis.toString());
    }
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
    ConvolutionChecks.assertSameBits(new Samples(1), shape, false, "");
    ConvolutionChecks.assertSameBits(new Samples(2), shape, true, "");
  }

  @ParameterizedTest
  @MethodSource("transformed")
  void everyDirectionAgreesWithTheDefinitionOnTransformedSegments(ConvolutionShape shape) {
    ConvolutionChecks.assertDefinition(new Samples(3), shape, "");
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

  static List<ConvolutionShape> all() {
    return Stream.of(filtered(), phased(), transformed()).flatMap(List::stream).toList();
  }

  /// Else an answer would depend on the strangers that it was computed with.
  @ParameterizedTest
  @MethodSource("all")
  void anImageGivesTheSameBitsInEveryBatch(ConvolutionShape shape) {
    ConvolutionShape one = shape.withBatch(1);
    ConvolutionShape three = shape.withBatch(3);
    ConvolutionChecks.sets()
        .forEach(
            set -> {
              for (Direction way : List.of(Direction.FORWARD, Direction.BACKWARD_INPUT)) {
                Samples samples = new Samples(4);
                float[] some = samples.floats(3 + way.first(three));
                float[] w = samples.floats(5 + way.second(three));
                float[] together = way.run(set, three, 1, some, w);
                for (int image = 0; image < 3; image++) {
                  float[] own = samples.floats(3 + way.first(one));
                  System.arraycopy(some, 3 + image * way.first(one), own, 3, way.first(one));
                  float[] alone = way.run(set, one, 1, own, w);
                  int from = 7 + image * way.result(one);
                  assertArrayEquals(
                      Arrays.copyOfRange(alone, 7, 7 + way.result(one)),
                      Arrays.copyOfRange(together, from, from + way.result(one)),
                      shape.toString());
                }
              }
            });
  }
}
