package gradus.op.composite;

import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.op.Node;
import java.util.List;

/// Negative log-likelihood of log-probabilities under a target distribution: `L = −Σₖ tₖ xₖ`.
///
/// Shape: log-probabilities `x` and target `t` of one shape; the axis is dropped. Range: [0, ∞];
/// targets of 0 count for nothing, also where `x` is −∞. Derivative: `∂L/∂x = −t`, `∂L/∂t = −x`.
///
/// @param axis the axis of the classes, from the front
public record NegativeLogLikelihood(int axis) implements ClassLoss {

  @Override
  public Node definition(List<Node> inputs) {
    return crossEntropy(inputs.get(1), inputs.get(0));
  }

  @Override
  public Node lowering(List<Node> inputs) {
    return definition(inputs);
  }

  @Override
  public Node slope(Node x, Node t) {
    return t.negated();
  }

  @Override
  public Node targetSlope(Node x, Node t) {
    return x.negated();
  }

  @Override
  public Formula term(Indexed x, Indexed t, List<Formula> at) {
    return t.at(at).times(x.at(at)).negated();
  }
}
