package gradus.jacobian;

import gradus.random.Philox;
import java.util.List;

/// The 2-norm of a matrix by power iteration: products with a vector from both sides and nothing
/// else.
///
/// @param value the largest singular value found: never above the norm, but for rounding
/// @param iterations how many products with `Jᵀ J` it took
/// @param direction the unit vector that is stretched so much
public record SpectralNorm(double value, int iterations, List<Double> direction) {

  /// Iterates until the value stands still.
  ///
  /// @param matrix the matrix
  /// @param iterations how many products with `Jᵀ J` at most
  public static SpectralNorm of(Jacobian<Double> matrix, int iterations) {
    Philox philox = Philox.of(1);
    List<Double> direction =
        unit(new Vectors<>(matrix.numbers()).tabulate(matrix.columns(), i -> philox.normal(i)));
    double value = 0;
    int done = 0;
    while (done < iterations) {
      List<Double> image = matrix.jvp(direction);
      double stretched = length(image);
      boolean still = Math.abs(stretched - value) <= Math.ulp(stretched);
      value = Math.max(value, stretched);
      done++;
      if (still || stretched == 0) {
        break;
      }
      direction = unit(matrix.vjp(image));
    }
    return new SpectralNorm(value, done, direction);
  }

  private static double length(List<Double> x) {
    return Math.sqrt(x.stream().mapToDouble(element -> element * element).sum());
  }

  private static List<Double> unit(List<Double> x) {
    double length = length(x);
    return length == 0 ? x : x.stream().map(element -> element / length).toList();
  }
}
