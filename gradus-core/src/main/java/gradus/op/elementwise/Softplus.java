package gradus.op.elementwise;

import gradus.op.Node;

/// Softplus, `y = ln(1 + eˣ)`, computed as `max(x, 0) + log1p(e^−|x|)`.
///
/// Shape: any, kept. Finite and accurate at ±800; −∞ gives 0, ∞ gives ∞. Derivative: `σ(x)`.
public record Softplus() implements Unary {

  @Override
  public Node derivative(Node x, Node y) {
    return x.sigmoid();
  }
}
