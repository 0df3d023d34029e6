package gradus.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WinogradTest {

  private static final WindowAxis TWELVE = WindowAxis.of(12, 3, 1, 1, 1, 1);

  private static Convolution convolution(String kernels, ConvolutionShape shape) {
    return Kernels.named(kernels).convolutions().convolution(shape);
  }

  /// Nine tiles for each image, 2 048 pairs of channels; five images have 15 rows of tiles, more
  /// than the ten of a chunk.
  @ParameterizedTest
  @ValueSource(strings = {"scalar", "simd"})
  void multiplyAddsAreThoseOfProductsAndTransforms(String kernels) {
    Convolution one = convolution(kernels, ConvolutionShape.of(1, 32, 64, TWELVE, TWELVE));
    long there = 9 * (36 * 2048 + 144 * 32 + 100 * 64);
    long back = 9 * (36 * 2048 + 144 * 64 + 100 * 32);
    long weights = 81 * 2048;
    assertThat(one.forwardMultiplyAdds(true)).isEqualTo(there);
    assertThat(one.forwardMultiplyAdds(false)).isEqualTo(there + weights);
    assertThat(one.backwardInputMultiplyAdds(true)).isEqualTo(back);
    assertThat(one.backwardInputMultiplyAdds(false)).isEqualTo(back + weights);
    long gradient = 9 * (36 * 2048 + 144 * 32 + 90 * 64);
    assertThat(one.backwardWeightsMultiplyAdds()).isEqualTo(gradient + 99 * 2048);

    Convolution five = convolution(kernels, ConvolutionShape.of(5, 32, 64, TWELVE, TWELVE));
    assertThat(five.forwardMultiplyAdds(false)).isEqualTo(5 * there + weights);
    assertThat(five.backwardWeightsMultiplyAdds()).isEqualTo(5 * gradient + (36 + 99) * 2048);
    assertThat(five.shape().multiplyAdds()).isEqualTo(5 * 144 * 9 * 2048);

    Convolution none = convolution(kernels, ConvolutionShape.of(0, 32, 64, TWELVE, TWELVE));
    assertThat(none.forwardMultiplyAdds(true)).isZero();
    assertThat(none.backwardWeightsMultiplyAdds()).isEqualTo(99 * 2048);
  }

  /// Of an image 36 tiles of 3 × 3, 12 phases of channels; of windows of five 16 tiles of 4 × 4, 16
  /// phases.
  @ParameterizedTest
  @ValueSource(strings = {"scalar", "simd"})
  void inPhasesMultiplyAddsForwardAreThoseOfProductsAndTransforms(String kernels) {
    WindowAxis eight = WindowAxis.of(32, 8, 2, 1, 3, 3);
    Convolution two = convolution(kernels, ConvolutionShape.of(2, 3, 64, eight, eight));
    assertThat(two.way()).isEqualTo(ConvolutionWay.PHASES);
    long there = 2 * 36 * (36 * 768 + 144 * 12 + 81 * 64);
    assertThat(two.forwardMultiplyAdds(true)).isEqualTo(there);
    assertThat(two.forwardMultiplyAdds(false)).isEqualTo(there + 130 * 768);
    assertThat(two.backwardInputMultiplyAdds(true)).isEqualTo(two.shape().multiplyAdds());
    assertThat(two.backwardWeightsMultiplyAdds()).isEqualTo(two.shape().multiplyAdds());

    WindowAxis five = WindowAxis.of(32, 5, 2, 1, 2, 2);
    Convolution one = convolution(kernels, ConvolutionShape.of(1, 4, 32, five, five));
    long tiles = 16 * (36 * 512 + 144 * 16 + 100 * 32);
    assertThat(one.forwardMultiplyAdds(false)).isEqualTo(tiles + 81 * 512);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "simd"})
  void elsewhereTheyAreThoseOfTheDefinition(String kernels) {
    ConvolutionShape shape = ConvolutionShape.of(2, 31, 64, TWELVE, TWELVE);
    Convolution convolution = convolution(kernels, shape);
    assertThat(shape.multiplyAdds()).isEqualTo(2 * 144 * 9 * 31 * 64);
    assertThat(convolution.forwardMultiplyAdds(false)).isEqualTo(shape.multiplyAdds());
    assertThat(convolution.forwardMultiplyAdds(true)).isEqualTo(shape.multiplyAdds());
    assertThat(convolution.backwardInputMultiplyAdds(true)).isEqualTo(shape.multiplyAdds());
    assertThat(convolution.backwardWeightsMultiplyAdds()).isEqualTo(shape.multiplyAdds());
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "simd"})
  void bySumsTheyAreThoseOfTheDefinition(String kernels) {
    ConvolutionShape shape = ConvolutionShape.of(2, 32, 64, TWELVE, TWELVE);
    Convolution convolution = Kernels.named(kernels).bySums().convolutions().convolution(shape);
    assertThat(convolution.way()).isEqualTo(ConvolutionWay.SUM);
    assertThat(convolution(kernels, shape).way()).isEqualTo(ConvolutionWay.WINOGRAD);
    assertThat(convolution.forwardMultiplyAdds(false)).isEqualTo(shape.multiplyAdds());
    assertThat(convolution.backwardInputMultiplyAdds(false)).isEqualTo(shape.multiplyAdds());
    assertThat(convolution.backwardWeightsMultiplyAdds()).isEqualTo(shape.multiplyAdds());
  }

  @Test
  void inLargeImagesThreeInTenMultiplyAddsAreLeft() {
    WindowAxis large = WindowAxis.of(56, 3, 1, 1, 1, 1);
    Convolution convolution = convolution("scalar", ConvolutionShape.of(1, 64, 64, large, large));
    double share =
        convolution.forwardMultiplyAdds(true) / (double) convolution.shape().multiplyAdds();
    assertThat(share).isBetween(0.25, 0.3);
  }
}
