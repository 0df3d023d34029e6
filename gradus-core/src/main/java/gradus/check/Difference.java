package gradus.check;

import gradus.op.Node;
import gradus.reference.Judge;
import gradus.tensor.DType;
import gradus.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/// How the sum of a node's elements changes when one source moves.
///
/// @param terms the node
/// @param point the values of all sources
/// @param here the sum at the point itself
record Difference(Node terms, Map<Node, Tensor> point, Total here) {

  private static final double STEP = Math.cbrt(Math.ulp(1.0));

  /// A sum and the sum of the magnitudes of its terms.
  record Total(double sum, double size) {}

  /// Slopes on both sides, over the same step.
  ///
  /// @param before the slope over the step below
  /// @param after the slope over the step above
  /// @param size how large the terms are whose difference was taken
  record Slopes(double before, double after, double size) {

    /// The central difference.
    double central() {
      return (before + after) / 2;
    }

    /// Whether the two sides disagree by more than curvature explains.
    boolean isKink() {
      return Math.abs(after - before) > 0.01 * Math.max(Math.abs(after), Math.abs(before));
    }
  }

  /// The sum of a node's elements around a point.
  static Difference of(Node terms, Map<Node, Tensor> point) {
    return new Difference(terms, point, total(terms, point));
  }

  private static Total total(Node terms, Map<Node, Tensor> values) {
    double sum = 0;
    double size = 0;
    for (double term : Judge.inDouble().evaluate(terms, values).toDoubles()) {
      sum += term;
      size += Math.abs(term);
    }
    return new Total(sum, size);
  }

  /// The slopes along `v[from … to)`, the other entries standing still.
  Slopes along(Node x, double[] v, int from, int to) {
    double[] at = point(x).toDoubles();
    double scale = 1;
    for (int i = from; i < to; i++) {
      scale = Math.max(scale, Math.abs(at[i]));
    }
    double h = STEP * scale;
    Total below = total(terms, moved(x, v, from, to, -h));
    Total above = total(terms, moved(x, v, from, to, h));
    return new Slopes((here.sum - below.sum) / h, (above.sum - here.sum) / h, here.size);
  }

  private Tensor point(Node x) {
    Tensor value = point.get(x);
    if (value == null) {
      throw new IllegalArgumentException(
          "gradient check of %s: expected a value for it in the point, found none. Put it there."
              .formatted(x));
    }
    return value;
  }

  private Map<Node, Tensor> moved(Node x, double[] v, int from, int to, double h) {
    double[] at = point(x).toDoubles();
    for (int i = from; i < to; i++) {
      at[i] += h * v[i];
    }
    Map<Node, Tensor> values = new LinkedHashMap<>(point);
    values.put(x, Tensor.of(x.type().with(DType.F64), at));
    return values;
  }
}
