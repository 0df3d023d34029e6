package gradus.op.elementwise;

import gradus.op.Node;

/// Magnitude, `y = |x|`.
///
/// Shape: any, kept. −0 gives 0, ±∞ give ∞, NaN gives NaN. Derivative: sign x, 0 at the kink x = 0.
public record Abs() implements Unary {

  @Override
  public Node derivative(Node x, Node y) {
    return x.sign();
  }

  @Override
  public boolean takesIntegers() {
    return true;
  }
}
