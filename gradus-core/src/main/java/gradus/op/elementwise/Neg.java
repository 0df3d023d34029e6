package gradus.op.elementwise;

import gradus.op.Node;

/// Negative, `y = −x`.
///
/// Shape: any, kept. Integers wrap at their smallest value. Derivative: −1.
public record Neg() implements Unary {

  @Override
  public Node derivative(Node x, Node y) {
    return x.filled(-1);
  }

  @Override
  public boolean takesIntegers() {
    return true;
  }
}
