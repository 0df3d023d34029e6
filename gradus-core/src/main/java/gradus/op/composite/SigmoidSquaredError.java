package gradus.op.composite;

import gradus.formula.Formula;
import gradus.op.Node;
import java.util.List;

/// Squared error of the sigmoid of a logit, `L = (σ(x) − t)²`: the Brier score of one output.
///
/// Shape: logits and targets in [0, 1] of one shape, kept. Range: [0, 1]; the error is computed as
/// `e = (1 − t) σ(x) − t σ(−x)`, which keeps every digit where the target is 0 or 1. Derivative: `2
/// e σ(x) σ(−x)`, which vanishes where the output is confidently wrong (spec 1.7). Source: spec 1.5
/// and 1.6.
public record SigmoidSquaredError() implements PointwiseLoss {

  @Override
  public Node definition(List<Node> inputs) {
    Node error = inputs.get(0).sigmoid().minus(inputs.get(1));
    return error.times(error);
  }

  @Override
  public Node lowering(List<Node> inputs) {
    Node error = error(inputs.get(0), inputs.get(1));
    return error.times(error);
  }

  private static Node error(Node x, Node t) {
    return Loss.complement(t).times(x.sigmoid()).minus(t.times(x.negated().sigmoid()));
  }

  @Override
  public Node slope(Node x, Node t) {
    return error(x, t).times(2).times(x.sigmoid()).times(x.negated().sigmoid());
  }

  @Override
  public Node targetSlope(Node x, Node t) {
    return error(x, t).times(-2);
  }

  @Override
  public Formula element(Formula x, Formula t) {
    return Formula.call("sigmoid", x).minus(t).power(Formula.number(2));
  }
}
