package gradus.op.composite;

import gradus.formula.Formula;
import gradus.op.Node;
import java.util.List;

/// Squared error, `L = (x − t)²`, without a factor ½.
///
/// Shape: equal shapes, kept. Range: [0, ∞). Derivative: `2 (x − t)`. Source: spec 1.5.
public record SquaredError() implements PointwiseLoss {

  @Override
  public Node definition(List<Node> inputs) {
    Node error = inputs.get(0).minus(inputs.get(1));
    return error.times(error);
  }

  @Override
  public Node lowering(List<Node> inputs) {
    return definition(inputs);
  }

  @Override
  public Node slope(Node x, Node t) {
    return x.minus(t).times(2);
  }

  @Override
  public Formula element(Formula x, Formula t) {
    return x.minus(t).power(Formula.number(2));
  }
}
