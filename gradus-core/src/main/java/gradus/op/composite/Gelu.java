package gradus.op.composite;

import gradus.formula.Formula;
import gradus.op.Node;

/// Gaussian error linear unit, exact: `y = x Φ(x)` with the normal distribution function `Φ(x) = ½
/// (1 + erf(x / √2))`.
///
/// Range: [−0.17, ∞), least at x = −0.7518; −∞ gives 0, ∞ gives ∞. Accuracy: below x = −1 the last
/// digits of Φ are those of `1 + erf`, so that the error is small against 1, not against y.
/// Derivative: `Φ(x) + x φ(x)`, 0 at −∞ and 1 at ∞. Source: Hendrycks and Gimpel 2016, section 2.
public record Gelu() implements Activation {

  private static final double SQRT_2 = 1.4142135623730951;
  private static final double INVERSE_SQRT_2_PI = 0.3989422804014327;

  private static Node distribution(Node x) {
    return x.over(SQRT_2).erf().plus(1).times(0.5);
  }

  @Override
  public Node define(Node x) {
    Node argument = x.over(x.filled(2).sqrt());
    return x.times(argument.erf().plus(1)).over(2);
  }

  @Override
  public Node lower(Node x) {
    return Activation.atLeast(x, -100).times(distribution(x));
  }

  @Override
  public Node derivative(Node x, Node y) {
    Node near = Activation.near(x, 100);
    Node density = near.times(near).times(-0.5).exp().times(INVERSE_SQRT_2_PI);
    return distribution(x).plus(near.times(density));
  }

  @Override
  public Formula element(Formula x) {
    Formula argument = x.over(Formula.call("sqrt", Formula.number(2)));
    Formula doubled = Formula.ONE.plus(Formula.call("erf", argument));
    return x.times(doubled).over(Formula.number(2));
  }
}
