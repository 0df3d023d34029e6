package gradus.op.composite;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.op.Node;

/// Leaky rectifier: `y = x` where x > 0, else `slope · x`.
///
/// Edge: −∞ gives −slope · ∞, and 0 for a slope of 0. Derivative: 1 where x > 0, else the slope, so
/// the slope at the kink x = 0. Source: Maas, Hannun and Ng 2013, section 2.
///
/// @param slope the factor of negative elements, finite
public record LeakyRelu(double slope) implements Activation {

  public LeakyRelu {
    if (!Double.isFinite(slope)) {
      throw new IllegalArgumentException(
          "leakyRelu(slope=%s): expected a finite slope, found %s. Use a small number such as 0.01."
              .formatted(slope, slope));
    }
  }

  @Override
  public Node define(Node x) {
    return x.greater(x.filled(0)).choose(x, x.times(slope));
  }

  @Override
  public Node lower(Node x) {
    return slope == 0 ? x.relu() : define(x);
  }

  @Override
  public Node derivative(Node x, Node y) {
    return x.greater(x.filled(0)).choose(x.filled(1), x.filled(slope));
  }

  @Override
  public Formula element(Formula x) {
    return new Formula.Choose(
        Condition.compare(Relation.GT, x, Formula.ZERO), x, Formula.number(slope).times(x));
  }
}
