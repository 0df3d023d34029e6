package gradus.op.composite;

import gradus.formula.Formula;
import gradus.op.Node;

/// Gaussian error linear unit in its tanh form: `y = ½ x (1 + tanh u)`, `u = √(2/π) (x + 0.044715
/// x³)`.
///
/// Computed as `x σ(2u)`, which is the same and keeps its digits for x < 0. Range: [−0.17, ∞); −∞
/// gives 0, ∞ gives ∞. Derivative: `σ(2u) + 2 x u′ σ(2u) σ(−2u)`, 0 at −∞ and 1 at ∞. Source:
/// Hendrycks and Gimpel 2016, section 2.
public record GeluTanh() implements Activation {

  private static final double SQRT_2_OVER_PI = 0.7978845608028654;
  private static final double CUBIC = 0.044715;

  private static Node inner(Node x) {
    return x.plus(x.times(x).times(x).times(CUBIC)).times(SQRT_2_OVER_PI);
  }

  @Override
  public Node define(Node x) {
    Node cubic = x.times(x).times(x).times(44_715).over(1_000_000);
    Node u = x.plus(cubic).times(SQRT_2_OVER_PI);
    return x.over(2).times(u.tanh().plus(1));
  }

  @Override
  public Node lower(Node x) {
    return Activation.atLeast(x, -100).times(inner(x).times(2).sigmoid());
  }

  @Override
  public Node derivative(Node x, Node y) {
    Node near = Activation.near(x, 100);
    Node doubled = inner(near).times(2);
    Node gate = doubled.sigmoid();
    Node slope = near.times(near).times(3 * CUBIC).plus(1).times(2 * SQRT_2_OVER_PI);
    Node bend = near.times(slope).times(gate).times(doubled.negated().sigmoid());
    return gate.plus(bend);
  }

  @Override
  public Formula element(Formula x) {
    Formula cubic = Formula.number(44_715).over(Formula.number(1_000_000));
    Formula factor = Formula.call("sqrt", Formula.number(2).over(new Formula.Named("pi")));
    Formula u = factor.times(x.plus(cubic.times(x.power(Formula.number(3)))));
    return x.over(Formula.number(2)).times(Formula.ONE.plus(Formula.call("tanh", u)));
  }
}
