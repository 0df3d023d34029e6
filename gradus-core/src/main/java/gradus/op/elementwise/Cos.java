package gradus.op.elementwise;

import gradus.op.Node;

/// Cosine of an angle in radians.
///
/// Shape: any, kept. ±∞ give NaN. Derivative: `−sin x`.
public record Cos() implements Unary {

  @Override
  public Node derivative(Node x, Node y) {
    return x.sin().negated();
  }
}
