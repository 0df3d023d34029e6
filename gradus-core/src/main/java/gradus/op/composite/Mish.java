package gradus.op.composite;

import gradus.formula.Formula;
import gradus.op.Node;

/// Mish: `y = x tanh(ln(1 + eˣ))`.
///
/// Range: [−0.3088, ∞), least at x = −1.1924; −∞ gives 0, ∞ gives ∞. Derivative: `t + x σ(x) (1 −
/// t²)` with `t = tanh(ln(1 + eˣ))`, 0 at −∞ and 1 at ∞. Source: Misra 2019, equation 1.
public record Mish() implements Activation {

  @Override
  public Node define(Node x) {
    return x.times(x.exp().plus(1).log().tanh());
  }

  @Override
  public Node lower(Node x) {
    return Activation.atLeast(x, -1000).times(x.softplus().tanh());
  }

  @Override
  public Node derivative(Node x, Node y) {
    Node near = Activation.near(x, 1000);
    Node t = near.softplus().tanh();
    Node falls = t.filled(1).minus(t.times(t));
    return t.plus(near.times(near.sigmoid()).times(falls));
  }

  @Override
  public Formula element(Formula x) {
    Formula softplus = Formula.call("log", Formula.ONE.plus(Formula.call("exp", x)));
    return x.times(Formula.call("tanh", softplus));
  }
}
