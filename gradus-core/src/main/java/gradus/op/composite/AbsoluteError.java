package gradus.op.composite;

import gradus.formula.Formula;
import gradus.op.Node;
import java.util.List;

/// Absolute error (L1), `L = |x − t|`.
///
/// Shape: equal shapes, kept. Range: [0, ∞). Derivative: `sign(x − t)`, 0 at the kink x = t.
public record AbsoluteError() implements PointwiseLoss {

  @Override
  public Node definition(List<Node> inputs) {
    return inputs.get(0).minus(inputs.get(1)).abs();
  }

  @Override
  public Node lowering(List<Node> inputs) {
    return definition(inputs);
  }

  @Override
  public Node slope(Node x, Node t) {
    return x.minus(t).sign();
  }

  @Override
  public Formula element(Formula x, Formula t) {
    return Formula.call("abs", x.minus(t));
  }
}
