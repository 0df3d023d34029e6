package gradus.op.elementwise;

import gradus.formula.Formula;
import gradus.op.Node;
import java.util.List;

/// The smaller of two, `z = min(x, y)`.
///
/// Shape: equal shapes. Edge: NaN in either gives NaN; −0 is below 0. Derivative: 1 for the smaller
/// input; at a tie (a kink) 1 for x and 0 for y.
public record Min() implements Binary {

  @Override
  public Node partial(Node self, int input) {
    Node second = self.input(1).less(self.input(0));
    return (input == 0 ? second.not() : second).as(self.type().dtype());
  }

  @Override
  public Formula element(List<Formula> inputs) {
    return Formula.call("min", inputs.get(0), inputs.get(1));
  }
}
