package gradus.op.composite;

import gradus.formula.Formula;
import gradus.op.Node;

/// Softsign: `y = x / (1 + |x|)`.
///
/// Range: (−1, 1), rounding to ±1 at large magnitudes; ±∞ give ±1. Derivative: `1 / (1 + |x|)²`, 0
/// at ±∞. Source: Bergstra, Desjardins, Lamblin and Bengio 2009.
public record Softsign() implements Activation {

  @Override
  public Node define(Node x) {
    return x.over(x.abs().plus(1));
  }

  @Override
  public Node lower(Node x) {
    // beyond 1e30 the quotient has rounded to ±1 in both float types
    return define(Activation.near(x, 1e30));
  }

  @Override
  public Node derivative(Node x, Node y) {
    Node inverse = x.filled(1).over(x.abs().plus(1));
    return inverse.times(inverse);
  }

  @Override
  public Formula element(Formula x) {
    return x.over(Formula.ONE.plus(Formula.call("abs", x)));
  }
}
