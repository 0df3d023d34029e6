package gradus.op.composite;

import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.op.Node;
import java.util.List;

/// Cross-entropy of the softmax with a target distribution, from logits: `L = −Σₖ tₖ ln S(x)ₖ`.
///
/// Shape: logits `x` and target `t` of one shape; the axis is dropped. Targets of 0 count for
/// nothing, also where the logit is −∞. Edge: all −∞ logits give NaN. Derivative: `∂L/∂x = p Σt −
/// t`, computed as `p (Σt − t) − t (1 − p)` with `1 − p = −expm1(ln p)`, which keeps every digit of
/// a one-hot target, also where `p` rounds to 1; `∂L/∂t = −ln p`. Source: spec 2.4 and 1.3.
///
/// @param axis the axis of the classes, from the front
public record SoftmaxCrossEntropy(int axis) implements ClassLoss {

  @Override
  public Node definition(List<Node> inputs) {
    return crossEntropy(inputs.get(1), inputs.get(0).softmax(axis).log());
  }

  @Override
  public Node lowering(List<Node> inputs) {
    return crossEntropy(inputs.get(1), inputs.get(0).logSoftmax(axis));
  }

  @Override
  public Node slope(Node x, Node t) {
    Node others = t.sum(List.of(axis), true).minus(t);
    return x.softmax(axis).times(others).plus(t.times(x.logSoftmax(axis).expm1()));
  }

  @Override
  public Node targetSlope(Node x, Node t) {
    return x.logSoftmax(axis).negated();
  }

  @Override
  public Formula term(Indexed x, Indexed t, List<Formula> at) {
    Formula normaliser = Softmax.normaliser(x, at, axis);
    return t.at(at).times(x.at(at).minus(Formula.call("log", normaliser))).negated();
  }
}
