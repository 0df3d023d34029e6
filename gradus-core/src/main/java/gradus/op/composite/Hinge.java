package gradus.op.composite;

import gradus.formula.Formula;
import gradus.op.Node;
import java.util.List;

/// Hinge loss of a score and a label of −1 or 1: `L = max(0, 1 − t x)`, or its square.
///
/// Shape: equal shapes, kept. Range: [0, ∞). Derivative: `−t` where the margin `1 − t x` is above
/// 0, else 0, so 0 at the kink; squared `−2 t max(0, 1 − t x)`, which has no kink. Source: Cortes
/// and Vapnik 1995, "Support-vector networks".
///
/// @param squared whether the loss is squared
public record Hinge(boolean squared) implements PointwiseLoss {

  @Override
  public Node definition(List<Node> inputs) {
    Node margin = margin(inputs.get(0), inputs.get(1));
    return squared ? margin.times(margin) : margin;
  }

  @Override
  public Node lowering(List<Node> inputs) {
    return definition(inputs);
  }

  private static Node margin(Node x, Node t) {
    return t.times(x).negated().plus(1).relu();
  }

  /// `dL/d(t x)`.
  private Node along(Node x, Node t) {
    Node margin = margin(x, t);
    return squared
        ? margin.times(-2)
        : margin.greater(margin.filled(0)).choose(margin.filled(-1), margin.filled(0));
  }

  @Override
  public Node slope(Node x, Node t) {
    return along(x, t).times(t);
  }

  @Override
  public Node targetSlope(Node x, Node t) {
    return along(x, t).times(x);
  }

  @Override
  public Formula element(Formula x, Formula t) {
    Formula margin = Formula.call("max", Formula.ZERO, Formula.ONE.minus(t.times(x)));
    return squared ? margin.power(Formula.number(2)) : margin;
  }
}
