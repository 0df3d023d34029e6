package gradus.op.elementwise;

import gradus.formula.Formula;
import gradus.op.Node;
import java.util.List;

/// Product, `z = x · y`.
///
/// Shape: equal shapes. Derivative: `y` and `x`.
public record Mul() implements Binary {

  @Override
  public Node partial(Node self, int input) {
    return self.input(1 - input);
  }

  @Override
  public Formula element(List<Formula> inputs) {
    return inputs.get(0).times(inputs.get(1));
  }
}
