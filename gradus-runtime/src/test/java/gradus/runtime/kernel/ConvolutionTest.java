package gradus.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gradus.runtime.kernel.ConvolutionChecks.Direction;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConvolutionTest {

  static LongStream seeds() {
    return LongStream.range(0, 120);
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
        ConvolutionShape.of(2, 3, 6, WindowAxis.UNIT, WindowAxis.of(530, 9, 1, 1, 0, 0)),
        ConvolutionShape.of(2, 3, 16, WindowAxis.UNIT, WindowAxis.of(495, 6, 1, 1, 0, 0)),
        ConvolutionShape.of(3, 1, 6, image, image).withFlipKernel(true));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void bothSetsGiveTheSameBits(long seed) {
    Samples samples = new Samples(seed);
    ConvolutionChecks.assertSameBits(samples, shape(samples), seed % 5 == 4, "seed " + seed);
  }

  @ParameterizedTest
  @MethodSource("notable")
  void bothSetsGiveTheSameBitsOnNotableShapes(ConvolutionShape shape) {
    ConvolutionChecks.assertSameBits(new Samples(1), shape, false, "");
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everyDirectionAgreesWithTheDefinition(long seed) {
    Samples samples = new Samples(1_000 + seed);
    ConvolutionChecks.assertDefinition(samples, shape(samples), "seed " + seed);
  }

  @ParameterizedTest
  @MethodSource("notable")
  void everyDirectionAgreesWithTheDefinitionOnNotableShapes(ConvolutionShape shape) {
    ConvolutionChecks.assertDefinition(new Samples(2), shape, "");
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
    ConvolutionChecks.sets()
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
}
