package gradus.op.composite;

import gradus.formula.Formula;
import gradus.op.Node;

/// Scaled exponential linear unit: `y = λ x` where x > 0, else `λ α (eˣ − 1)`.
///
/// λ = 1.0507009873554805 and α = 1.6732632423543772 keep mean 0 and variance 1 from layer to
/// layer. Range: (−1.7581, ∞); −∞ gives the limit. Derivative: λ where x > 0, else `λ α eˣ`, a kink
/// at x = 0. Source: Klambauer, Unterthiner, Mayr and Hochreiter 2017, equation 2.
public record Selu() implements Activation {

  private static final double LAMBDA = 1.0507009873554805;
  private static final double ALPHA = 1.6732632423543772;

  @Override
  public Node define(Node x) {
    return new Elu(ALPHA).define(x).times(LAMBDA);
  }

  @Override
  public Node lower(Node x) {
    return new Elu(ALPHA).lower(x).times(LAMBDA);
  }

  @Override
  public Node derivative(Node x, Node y) {
    return new Elu(ALPHA).derivative(x, y).times(LAMBDA);
  }

  @Override
  public Formula element(Formula x) {
    return Formula.number(LAMBDA).times(new Elu(ALPHA).element(x));
  }
}
