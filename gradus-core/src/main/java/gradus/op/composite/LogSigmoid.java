package gradus.op.composite;

import gradus.formula.Formula;
import gradus.op.Node;

/// Logarithm of the sigmoid: `y = ln σ(x)`, computed as `−ln(1 + e⁻ˣ)`.
///
/// Range: (−∞, 0); finite and accurate at ±800; −∞ gives −∞, ∞ gives 0. Derivative: `σ(−x)`.
public record LogSigmoid() implements Activation {

  @Override
  public Node define(Node x) {
    return x.sigmoid().log();
  }

  @Override
  public Node lower(Node x) {
    return x.negated().softplus().negated();
  }

  @Override
  public Node derivative(Node x, Node y) {
    return x.negated().sigmoid();
  }

  @Override
  public Formula element(Formula x) {
    return Formula.call("log", Formula.call("sigmoid", x));
  }
}
