package gradus.op.composite;

import gradus.formula.Formula;
import gradus.op.Node;

/// Piecewise quadratic swish: `y = x · max(0, min(1, x/6 + ½))`.
///
/// Range: [−0.375, ∞), least at x = −1.5; −∞ gives 0, ∞ gives ∞. Derivative: 0 where x ≤ −3, 1
/// where x ≥ 3, else `x/3 + ½`; kinks at ±3. Source: Howard et al. 2019, section 5.2.
public record HardSwish() implements Activation {

  private static Node gate(Node x) {
    return x.over(6).plus(0.5).min(x.filled(1)).max(x.filled(0));
  }

  @Override
  public Node define(Node x) {
    return x.times(gate(x));
  }

  @Override
  public Node lower(Node x) {
    return Activation.atLeast(x, -3).times(gate(x));
  }

  @Override
  public Node derivative(Node x, Node y) {
    Node ends = x.atLeast(x.filled(3)).choose(x.filled(1), x.filled(0));
    Node between = x.abs().less(x.filled(3));
    return between.choose(x.over(3).plus(0.5), ends);
  }

  @Override
  public Formula element(Formula x) {
    Formula line = x.over(Formula.number(6)).plus(Formula.ONE.over(Formula.number(2)));
    return x.times(Formula.call("max", Formula.ZERO, Formula.call("min", Formula.ONE, line)));
  }
}
