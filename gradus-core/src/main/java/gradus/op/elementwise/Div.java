package gradus.op.elementwise;

import gradus.formula.Formula;
import gradus.op.Node;
import java.util.List;

/// Quotient, `z = x / y`.
///
/// Shape: equal shapes. Edge: IEEE 754 for floats; an integer division by 0 is an error where it
/// runs. Derivative: `1 / y` and `−z / y`.
public record Div() implements Binary {

  @Override
  public Node partial(Node self, int input) {
    return along(self, input, self.filled(1));
  }

  @Override
  public Node along(Node self, int input, Node v) {
    Node scaled = v.over(self.input(1));
    return input == 0 ? scaled : scaled.times(self).negated();
  }

  @Override
  public Formula element(List<Formula> inputs) {
    return inputs.get(0).over(inputs.get(1));
  }
}
