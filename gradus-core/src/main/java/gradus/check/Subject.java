package gradus.check;

import gradus.op.Node;
import gradus.tensor.Tensor;
import java.util.Arrays;

/// A gradient on trial.
///
/// @param name what it is the gradient of
/// @param node the node in which was differentiated
/// @param gradient what the rules say
/// @param difference the function itself
record Subject(String name, Node node, Tensor gradient, Difference difference) {

  /// Tries one entry.
  Report entry(int i, double tolerance) {
    double[] unit = new double[gradient.elements()];
    unit[i] = 1;
    return direction(unit, i, i + 1, tolerance);
  }

  /// Tries a direction, and its halves if it fails, down to a single entry.
  Report direction(double[] v, int from, int to, double tolerance) {
    double found = product(v, from, to);
    Difference.Slopes slopes = difference.along(node, v, from, to);
    double error = error(slopes.central(), found, slopes.size());
    Finding finding = new Finding(name, place(from, to), slopes.central(), found, error);
    if (error <= tolerance) {
      return Report.passed(error);
    }
    if (to - from == 1) {
      return slopes.isKink() ? Report.kink(finding) : Report.failed(finding);
    }
    int middle = (from + to) >>> 1;
    Report halves = direction(v, from, middle, tolerance).and(direction(v, middle, to, tolerance));
    return halves.errors().isEmpty() && halves.kinks().isEmpty() ? Report.failed(finding) : halves;
  }

  /// Tries `⟨ȳ, J v⟩ = ⟨Jᵀ ȳ, v⟩`.
  Report adjoint(double[] v, Difference.Total forwards, double tolerance) {
    double backwards = product(v, 0, v.length);
    double size = forwards.size();
    for (int i = 0; i < v.length; i++) {
      size += Math.abs(gradient.doubleAt(i) * v[i]);
    }
    double error = error(forwards.sum(), backwards, size);
    return error <= tolerance
        ? Report.passed(error)
        : Report.failed(
            new Finding(
                name, "forwards (expected) and backwards", forwards.sum(), backwards, error));
  }

  private double product(double[] v, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += gradient.doubleAt(i) * v[i];
    }
    return sum;
  }

  /// Relative to the derivative, or to a thousandth of the function where the derivative is small.
  private static double error(double expected, double found, double size) {
    double scale = Math.max(Math.abs(expected), Math.abs(found));
    double error = Math.abs(expected - found) / Math.max(scale, 1e-3 * (1 + size));
    return Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
  }

  private String place(int from, int to) {
    int[] first = node.type().shape().index(from);
    return to - from == 1
        ? Arrays.toString(first)
        : "%s and %d entries after it".formatted(Arrays.toString(first), to - from - 1);
  }
}
