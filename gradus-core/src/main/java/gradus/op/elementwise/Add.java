package gradus.op.elementwise;

import gradus.formula.Formula;
import gradus.op.Node;
import java.util.List;

/// Sum, `z = x + y`.
///
/// Shape: equal shapes. Derivative: 1 and 1.
public record Add() implements Binary {

  @Override
  public Node partial(Node self, int input) {
    return self.filled(1);
  }

  @Override
  public Node along(Node self, int input, Node v) {
    return v;
  }

  @Override
  public Formula element(List<Formula> inputs) {
    return inputs.get(0).plus(inputs.get(1));
  }
}
