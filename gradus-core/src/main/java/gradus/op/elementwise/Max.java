package gradus.op.elementwise;

import gradus.formula.Formula;
import gradus.op.Node;
import java.util.List;

/// The larger of two, `z = max(x, y)`.
///
/// Shape: equal shapes. Edge: NaN in either gives NaN; −0 is below 0. Derivative: 1 for the larger
/// input; at a tie (a kink) 1 for x and 0 for y.
public record Max() implements Binary {

  @Override
  public Node partial(Node self, int input) {
    Node second = self.input(1).greater(self.input(0));
    return (input == 0 ? second.not() : second).as(self.type().dtype());
  }

  @Override
  public Formula element(List<Formula> inputs) {
    return Formula.call("max", inputs.get(0), inputs.get(1));
  }
}
