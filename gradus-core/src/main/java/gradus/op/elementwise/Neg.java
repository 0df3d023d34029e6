package gradus.op.elementwise;

import gradus.formula.Formula;
import gradus.op.Node;
import java.util.List;

/// Negative, `y = −x`.
///
/// Shape: any, kept. Integers wrap at their smallest value. Derivative: −1.
public record Neg() implements Unary {

  @Override
  public Node derivative(Node x, Node y) {
    return x.filled(-1);
  }

  @Override
  public Formula element(List<Formula> inputs) {
    return inputs.getFirst().negated();
  }

  @Override
  public boolean takesIntegers() {
    return true;
  }
}
