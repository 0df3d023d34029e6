package gradus.op.composite;

import gradus.formula.Formula;
import gradus.op.Node;

/// Elements cut to a range: `y = min(max(x, low), high)`; `Clip(0, 6)` is ReLU6.
///
/// Range: [low, high]. Derivative: 1 where low < y < high, else 0, so 0 at the two kinks; from the
/// output.
///
/// @param low the smallest value, may be −∞
/// @param high the largest value, at least `low`, may be ∞
public record Clip(double low, double high) implements Activation {

  public Clip {
    if (Double.isNaN(low) || Double.isNaN(high) || low > high) {
      throw new IllegalArgumentException(
          "clip(low=%s, high=%s): expected low ≤ high, found others. Swap them or use ±infinity for no bound."
              .formatted(low, high));
    }
  }

  @Override
  public Node define(Node x) {
    return x.max(x.filled(low)).min(x.filled(high));
  }

  @Override
  public Node lower(Node x) {
    return define(x);
  }

  @Override
  public Node derivative(Node x, Node y) {
    Node between = y.greater(y.filled(low)).and(y.less(y.filled(high)));
    return between.as(x.type().dtype());
  }

  @Override
  public Formula element(Formula x) {
    return Formula.call("min", Formula.call("max", x, Formula.number(low)), Formula.number(high));
  }
}
