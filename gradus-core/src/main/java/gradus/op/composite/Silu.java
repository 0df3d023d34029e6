package gradus.op.composite;

import gradus.formula.Formula;
import gradus.op.Node;

/// Sigmoid linear unit (swish): `y = x σ(x)`.
///
/// Range: [−0.2785, ∞), least at x = −1.2785; −∞ gives 0, ∞ gives ∞. Derivative: `σ(x) (1 + x
/// σ(−x))`, 0 at −∞ and 1 at ∞. Source: Elfwing, Uchibe and Doya 2018, equation 4.
public record Silu() implements Activation {

  @Override
  public Node define(Node x) {
    return x.times(x.sigmoid());
  }

  @Override
  public Node lower(Node x) {
    return Activation.atLeast(x, -1000).times(x.sigmoid());
  }

  @Override
  public Node derivative(Node x, Node y) {
    Node near = Activation.near(x, 1000);
    return near.sigmoid().times(near.times(near.negated().sigmoid()).plus(1));
  }

  @Override
  public Formula element(Formula x) {
    return x.times(Formula.call("sigmoid", x));
  }
}
