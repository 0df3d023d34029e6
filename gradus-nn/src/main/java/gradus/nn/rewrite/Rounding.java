package gradus.nn.rewrite;

import gradus.tensor.Tensor;
import java.util.Map;

/// What storing parameters in f32 changes.
///
/// @param rounded how many are no f32
/// @param largest the largest relative change, at most 2⁻²⁴ where none is denormal
public record Rounding(long rounded, double largest) {

  static Rounding of(Map<String, Tensor> doubles, Map<String, Tensor> singles) {
    long rounded = 0;
    double largest = 0;
    for (Map.Entry<String, Tensor> entry : doubles.entrySet()) {
      double[] wanted = entry.getValue().toDoubles();
      double[] stored = singles.getOrDefault(entry.getKey(), entry.getValue()).toDoubles();
      for (int i = 0; i < wanted.length; i++) {
        if (wanted[i] != stored[i]) {
          rounded++;
          largest = Math.max(largest, Math.abs(stored[i] - wanted[i]) / Math.abs(wanted[i]));
        }
      }
    }
    return new Rounding(rounded, largest);
  }
}
