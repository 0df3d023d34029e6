package gradus.op.elementwise;

import gradus.formula.Formula;
import gradus.op.Node;
import java.util.List;

/// Difference, `z = x − y`.
///
/// Shape: equal shapes. Derivative: 1 and −1.
public record Sub() implements Binary {

  @Override
  public Node partial(Node self, int input) {
    return self.filled(input == 0 ? 1 : -1);
  }

  @Override
  public Node along(Node self, int input, Node v) {
    return input == 0 ? v : v.negated();
  }

  @Override
  public Formula element(List<Formula> inputs) {
    return inputs.get(0).minus(inputs.get(1));
  }
}
