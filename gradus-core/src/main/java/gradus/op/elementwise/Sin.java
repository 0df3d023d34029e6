package gradus.op.elementwise;

import gradus.op.Node;

/// Sine of an angle in radians.
///
/// Shape: any, kept. ±∞ give NaN. Derivative: `cos x`.
public record Sin() implements Unary {

  @Override
  public Node derivative(Node x, Node y) {
    return x.cos();
  }
}
