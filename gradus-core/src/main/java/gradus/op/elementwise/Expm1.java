package gradus.op.elementwise;

import gradus.op.Node;

/// `y = eˣ − 1`, accurate near 0.
///
/// Shape: any, kept. −∞ gives −1. Derivative: `eˣ`, from the input, since `y + 1` loses it at −∞.
public record Expm1() implements Unary {

  @Override
  public Node derivative(Node x, Node y) {
    return x.exp();
  }
}
