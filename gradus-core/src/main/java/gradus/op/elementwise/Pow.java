package gradus.op.elementwise;

import gradus.formula.Formula;
import gradus.op.Node;
import java.util.List;

/// Power, `z = xʸ`.
///
/// Shape: equal shapes. Edge: x < 0 with a fractional y gives NaN; x⁰ = 1, for NaN too. Derivative:
/// `y · x^(y−1)`, taken as 0 where y = 0, and `z · ln x`, taken as 0 where x = 0 and y > 0.
public record Pow() implements Binary {

  @Override
  public Node partial(Node self, int input) {
    Node x = self.input(0);
    Node y = self.input(1);
    Node zero = self.filled(0);
    if (input == 0) {
      return y.equal(zero).choose(zero, y.times(x.pow(y.minus(1))));
    }
    Node limit = x.equal(zero).and(y.greater(zero));
    return limit.choose(zero, self.times(limit.choose(self.filled(1), x).log()));
  }

  @Override
  public Formula element(List<Formula> inputs) {
    return inputs.get(0).power(inputs.get(1));
  }
}
