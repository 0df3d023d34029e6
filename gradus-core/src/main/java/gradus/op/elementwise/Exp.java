package gradus.op.elementwise;

import gradus.op.Node;

/// Exponential, `y = eˣ`.
///
/// Shape: any, kept. Range: overflows to ∞ above 88.72 (f32) and 709.78 (f64); −∞ gives 0, NaN NaN.
/// Derivative: `y`.
public record Exp() implements Unary {

  @Override
  public Node derivative(Node x, Node y) {
    return y;
  }
}
