package gradus.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FourierTest {

  /// Transforms of 256, of 4 · 64 butterflies of 28; 192 results a segment, so that 1 152 results
  /// are three pairs of segments there. Back, 1 216 are seven segments: four pairs, the last of
  /// one.
  private static final WindowAxis AXIS = WindowAxis.of(1216, 65, 1, 1, 0, 0);

  private static final long TRANSFORM = 4 * 64 * 28;

  private static ConvolutionShape shape(int batch) {
    return ConvolutionShape.of(batch, 32, 48, WindowAxis.UNIT, AXIS);
  }

  private static Convolution convolution(String kernels, ConvolutionShape shape) {
    return Kernels.named(kernels).convolutions().convolution(shape);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "simd"})
  void multiplyAddsAreThoseOfProductsAndTransforms(String kernels) {
    Convolution one = convolution(kernels, shape(1));
    assertThat(one.way()).isEqualTo(ConvolutionWay.FOURIER);
    long pair = TRANSFORM * (32 + 48) + 256 * 4 * 32 * 48;
    long weights = 32 * 48 * (TRANSFORM + 2 * 256);
    assertThat(one.forwardMultiplyAdds(true)).isEqualTo(3 * pair);
    assertThat(one.forwardMultiplyAdds(false)).isEqualTo(3 * pair + weights);
    assertThat(one.backwardInputMultiplyAdds(true)).isEqualTo(4 * pair);
    assertThat(one.backwardInputMultiplyAdds(false)).isEqualTo(4 * pair + weights);
    long end = 32 * 48 * (TRANSFORM + 65);
    assertThat(one.backwardWeightsMultiplyAdds()).isEqualTo(3 * pair + end);

    Convolution nine = convolution(kernels, shape(9));
    assertThat(nine.forwardMultiplyAdds(false)).isEqualTo(27 * pair + weights);
    long merged = 32 * 48 * 2 * 256;
    assertThat(nine.backwardWeightsMultiplyAdds()).isEqualTo(27 * pair + merged + end);
    assertThat(nine.shape().multiplyAdds()).isEqualTo(9L * 1152 * 65 * 32 * 48);

    Convolution none = convolution(kernels, shape(0));
    assertThat(none.forwardMultiplyAdds(true)).isZero();
    assertThat(none.backwardWeightsMultiplyAdds()).isEqualTo(end);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "simd"})
  void bySumsTheyAreThoseOfTheDefinition(String kernels) {
    Convolution convolution = Kernels.named(kernels).bySums().convolutions().convolution(shape(2));
    long definition = shape(2).multiplyAdds();
    assertThat(convolution.way()).isEqualTo(ConvolutionWay.SUM);
    assertThat(convolution.forwardMultiplyAdds(false)).isEqualTo(definition);
    assertThat(convolution.backwardInputMultiplyAdds(false)).isEqualTo(definition);
    assertThat(convolution.backwardWeightsMultiplyAdds()).isEqualTo(definition);
  }

  /// A transform of 1 024 has 5 · 256 butterflies.
  @Test
  void longerKernelsTakeLongerTransforms() {
    WindowAxis axis = WindowAxis.of(8000, 257, 1, 1, 128, 128);
    ConvolutionShape shape = ConvolutionShape.of(1, 16, 16, WindowAxis.UNIT, axis);
    long pair = 5 * 256 * 28 * 32 + 1024 * 4 * 256;
    Convolution convolution = convolution("scalar", shape);
    assertThat(convolution.forwardMultiplyAdds(true)).isEqualTo(6 * pair);
    assertThat(shape.multiplyAdds()).isEqualTo(8000L * 257 * 256);
  }
}
