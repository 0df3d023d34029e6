package gradus.op.elementwise;

import gradus.op.Node;

/// Natural logarithm, `y = ln x`.
///
/// Shape: any, kept. ±0 gives −∞, below 0 NaN, ∞ gives ∞. Derivative: `1 / x`.
public record Log() implements Unary {

  @Override
  public Node derivative(Node x, Node y) {
    return x.filled(1).over(x);
  }
}
