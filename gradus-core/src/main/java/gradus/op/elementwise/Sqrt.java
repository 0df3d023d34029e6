package gradus.op.elementwise;

import gradus.op.Node;

/// Square root, `y = √x`.
///
/// Shape: any, kept. Below 0 NaN, −0 gives −0. Derivative: `1 / (2y)`, ∞ at 0.
public record Sqrt() implements Unary {

  @Override
  public Node derivative(Node x, Node y) {
    return x.filled(0.5).over(y);
  }
}
