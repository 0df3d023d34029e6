package gradus.op.elementwise;

import gradus.op.Node;

/// `y = ln(1 + x)`, accurate near 0.
///
/// Shape: any, kept. −1 gives −∞, below −1 NaN. Derivative: `1 / (1 + x)`.
public record Log1p() implements Unary {

  @Override
  public Node derivative(Node x, Node y) {
    return x.filled(1).over(x.plus(1));
  }
}
