package gradus.op.composite;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.op.Node;

/// Exponential linear unit: `y = x` where x > 0, else `α (eˣ − 1)`.
///
/// Range: (−α, ∞) for α > 0; −∞ gives −α. Derivative: 1 where x > 0, else `α eˣ`, so α at x = 0, a
/// kink unless α = 1. Source: Clevert, Unterthiner and Hochreiter 2016, equation 15.
///
/// @param alpha the limit at −∞, negated; finite
public record Elu(double alpha) implements Activation {

  public Elu {
    if (!Double.isFinite(alpha)) {
      throw new IllegalArgumentException(
          "elu(alpha=%s): expected a finite alpha, found %s. Use 1 unless a paper says otherwise."
              .formatted(alpha, alpha));
    }
  }

  @Override
  public Node define(Node x) {
    return x.greater(x.filled(0)).choose(x, x.exp().minus(1).times(alpha));
  }

  @Override
  public Node lower(Node x) {
    // the exponent is cut at 0, so that the side not taken stays finite
    Node negative = x.min(x.filled(0)).expm1().times(alpha);
    return x.greater(x.filled(0)).choose(x, negative);
  }

  @Override
  public Node derivative(Node x, Node y) {
    Node negative = x.min(x.filled(0)).exp().times(alpha);
    return x.greater(x.filled(0)).choose(x.filled(1), negative);
  }

  @Override
  public Formula element(Formula x) {
    return new Formula.Choose(
        Condition.compare(Relation.GT, x, Formula.ZERO),
        x,
        Formula.number(alpha).times(Formula.call("exp", x).minus(Formula.ONE)));
  }
}
