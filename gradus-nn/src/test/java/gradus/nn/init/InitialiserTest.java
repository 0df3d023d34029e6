package gradus.nn.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.random.Philox;
import gradus.tensor.Shape;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InitialiserTest {

  static Stream<Arguments> variances() {
    return Stream.of(
        Arguments.of(Scaled.he(), 2.0 / 200),
        Arguments.of(Scaled.he().asNormal(), 2.0 / 200),
        Arguments.of(Scaled.glorot(), 2.0 / 300),
        Arguments.of(Scaled.lecun().asNormal(), 1.0 / 200));
  }

  @ParameterizedTest
  @MethodSource("variances")
  void theVarianceIsThatOfThePaper(Initialiser initialiser, double variance) {
    float[] values = initialiser.draw(Shape.of(100, 200), new Fans(200, 100), Philox.of(3));
    double squares = 0;
    for (float value : values) {
      squares += (double) value * value;
    }
    assertThat(squares / values.length).isCloseTo(variance, within(0.05 * variance));
  }

  @Test
  void orthogonalRowsAreOrthonormal() {
    float[] values = new Orthogonal(2).draw(Shape.of(5, 3, 4), new Fans(1, 1), Philox.of(1));
    for (int a = 0; a < 5; a++) {
      for (int b = 0; b < 5; b++) {
        double dot = 0;
        for (int i = 0; i < 12; i++) {
          dot += (double) values[a * 12 + i] * values[b * 12 + i];
        }
        assertThat(dot).isCloseTo(a == b ? 4 : 0, within(1e-5));
      }
    }
  }
}
