package gradus.onnx.write;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// How near the answers of two engines must be.
final class Closeness {

  private Closeness() {}

  /// Refuses answers that differ by more than so many units in the last place of an output's
  /// largest number.
  static void require(List<Tensor> actual, List<Tensor> expected, double ulps, String where) {
    assertThat(actual.stream().map(Tensor::type))
        .as(where)
        .containsExactlyElementsOf(expected.stream().map(Tensor::type).toList());
    for (int output = 0; output < actual.size(); output++) {
      double[] found = actual.get(output).toDoubles();
      double[] wanted = expected.get(output).toDoubles();
      double largest = Arrays.stream(wanted).map(Math::abs).max().orElse(0);
      double tolerance = ulps * Math.ulp((float) largest);
      for (int i = 0; i < found.length; i++) {
        // NaN is near nothing
        assertThat(Math.abs(found[i] - wanted[i]) <= tolerance)
            .as("%s, output %d, element %d: %s for %s", where, output, i, found[i], wanted[i])
            .isTrue();
      }
    }
  }
}
