package gradus.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import gradus.runtime.kernel.ConvolutionChecks.Direction;
import gradus.runtime.kernel.scalar.ScalarConvolutions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Convolutions of small images, of which some lie side by side.
class ImageSumsTest {

  private static final WindowAxis VALID = WindowAxis.of(14, 5, 1, 1, 0, 0);
  private static final WindowAxis SAME = WindowAxis.of(9, 3, 1, 1, 1, 1);

  /// Fewer images than are taken one by one, sixteens whole and not, and more than lie side by
  /// side; rows that fill tiles of six and of eight and that do not; every padding; lines that no
  /// tap of the kernel reaches; dilation; more places than a chunk has; and no images.
  static List<ConvolutionShape> shapes() {
    WindowAxis large = WindowAxis.of(26, 3, 1, 1, 0, 0);
    WindowAxis before = WindowAxis.of(10, 4, 1, 1, 3, 0);
    WindowAxis after = WindowAxis.of(8, 3, 1, 2, 0, 4);
    WindowAxis far = WindowAxis.of(6, 3, 1, 1, 5, 4);
    WindowAxis apart = WindowAxis.of(13, 3, 1, 3, 2, 2);
    return List.of(
        ConvolutionShape.of(64, 6, 16, VALID, VALID),
        ConvolutionShape.of(9, 6, 16, VALID, VALID),
        ConvolutionShape.of(10, 5, 7, VALID, SAME).withFlipKernel(true),
        ConvolutionShape.of(17, 7, 13, SAME, VALID),
        ConvolutionShape.of(33, 8, 6, before, VALID).withFlipKernel(true),
        ConvolutionShape.of(70, 16, 5, VALID, after),
        ConvolutionShape.of(35, 6, 3, far, before),
        ConvolutionShape.of(16, 12, 11, apart, far),
        ConvolutionShape.of(20, 3, 8, large, large),
        ConvolutionShape.of(3, 6, 6, large, large).withFlipKernel(true),
        ConvolutionShape.of(50, 1, 6, WindowAxis.of(28, 5, 1, 1, 2, 2), VALID),
        ConvolutionShape.of(1, 6, 16, VALID, SAME),
        ConvolutionShape.of(0, 6, 16, VALID, VALID));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void bothSetsGiveTheSameBits(ConvolutionShape shape) {
    assertEquals(ConvolutionWay.IMAGES, ConvolutionWay.of(shape));
    ConvolutionChecks.assertSameBits(new Samples(1), shape, false, "");
    ConvolutionChecks.assertSameBits(new Samples(2), shape, true, "");
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void everyDirectionAgreesWithTheDefinition(ConvolutionShape shape) {
    ConvolutionChecks.assertDefinition(new Samples(3), shape, "");
  }

  /// Cotangents alone are wild, so that terms of padding are left out where there are some.
  @ParameterizedTest
  @MethodSource("shapes")
  void bothSetsGiveTheSameBitsOfFiniteWeights(ConvolutionShape shape) {
    Samples samples = new Samples(4);
    float[] yBar = samples.wild(3 + shape.outSize());
    float[] w = samples.floats(5 + shape.weightSize());
    float[] expected = Direction.BACKWARD_INPUT.run(new ScalarConvolutions(), shape, 1, yBar, w);
    ConvolutionChecks.sets()
        .forEach(
            set -> {
              float[] found = Direction.BACKWARD_INPUT.run(set, shape, 2, yBar, w);
              Samples.assertSameBits(expected, found, shape.toString());
            });
  }

  /// A product that is too small for f32 leaves −0 where no term of padding comes after it.
  @ParameterizedTest
  @MethodSource("shapes")
  void noGradientOfAnInputIsMinusZero(ConvolutionShape shape) {
    float[] yBar = new float[3 + shape.outSize()];
    float[] w = new float[5 + shape.weightSize()];
    Arrays.fill(yBar, 1e-30f);
    Arrays.fill(w, -1e-30f);
    float[] zeros = new float[shape.inSize()];
    ConvolutionChecks.sets()
        .forEach(
            set -> {
              float[] found = Direction.BACKWARD_INPUT.run(set, shape, 1, yBar, w);
              assertArrayEquals(zeros, Arrays.copyOfRange(found, 7, 7 + zeros.length));
            });
  }

  /// An infinite weight meets padding and makes NaN of it, by the definition.
  @Test
  void infiniteWeightsMakeNaNOfPadding() {
    ConvolutionShape shape = ConvolutionShape.of(32, 6, 16, VALID, VALID);
    float[] yBar = new float[3 + shape.outSize()];
    float[] w = new float[5 + shape.weightSize()];
    Arrays.fill(yBar, 1);
    w[5] = Float.POSITIVE_INFINITY; // of the first channels, at the first place of the kernel
    ConvolutionChecks.sets()
        .forEach(
            set -> {
              float[] found = Direction.BACKWARD_INPUT.run(set, shape, 1, yBar, w);
              assertEquals(Float.POSITIVE_INFINITY, found[7]);
              assertEquals(Float.NaN, found[7 + 13], "beyond the last result of the line");
              assertEquals(0, found[7 + shape.inPlane()], "another channel");
            });
  }

  /// Else an answer would depend on the strangers that it was computed with.
  @ParameterizedTest
  @MethodSource("shapes")
  void anImageGivesTheSameBitsInEveryBatch(ConvolutionShape shape) {
    ConvolutionShape many = shape.withBatch(37);
    ConvolutionShape one = shape.withBatch(1);
    for (Direction way : List.of(Direction.FORWARD, Direction.BACKWARD_INPUT)) {
      Samples samples = new Samples(5);
      float[] some = samples.floats(3 + way.first(many));
      float[] w = samples.floats(5 + way.second(many));
      ConvolutionChecks.sets()
          .forEach(
              set -> {
                float[] together = way.run(set, many, 1, some, w);
                for (int image : new int[] {0, 15, 16, 31, 32, 36}) {
                  float[] own = new float[3 + way.first(one)];
                  System.arraycopy(some, 3 + image * way.first(one), own, 3, way.first(one));
                  float[] alone = way.run(set, one, 1, own, w);
                  int from = 7 + image * way.result(one);
                  assertArrayEquals(
                      Arrays.copyOfRange(alone, 7, 7 + way.result(one)),
                      Arrays.copyOfRange(together, from, from + way.result(one)),
                      shape.toString());
                }
              });
    }
  }

  @Test
  void smallDenseImagesOfSomeChannelsAreSummedSideBySide() {
    ConvolutionShape shape = ConvolutionShape.of(1, 6, 16, VALID, VALID);
    assertEquals(ConvolutionWay.IMAGES, ConvolutionWay.of(shape));
    assertEquals(ConvolutionWay.IMAGES, ConvolutionWay.of(shape.withBatch(100)));
    WindowAxis large = WindowAxis.of(34, 5, 1, 1, 0, 0);
    for (ConvolutionShape other :
        List.of(
            shape.withGroups(2),
            ConvolutionShape.of(1, 6, 17, VALID, VALID),
            ConvolutionShape.of(1, 6, 2, VALID, VALID),
            ConvolutionShape.of(1, 1, 16, VALID, WindowAxis.of(14, 2, 1, 1, 0, 0)),
            ConvolutionShape.of(1, 6, 16, VALID, WindowAxis.of(14, 5, 2, 1, 0, 0)),
            ConvolutionShape.of(1, 6, 16, VALID, WindowAxis.of(14, 1, 1, 1, 0, 0)),
            ConvolutionShape.of(1, 6, 16, WindowAxis.UNIT, VALID),
            ConvolutionShape.of(1, 6, 16, large, VALID).withBatch(64).withGroups(2),
            ConvolutionShape.of(1, 6, 16, large, large))) {
      boolean images = ConvolutionWay.of(other) == ConvolutionWay.IMAGES;
      assertEquals(false, images, other.toString());
    }
  }
}
