package gradus.op.elementwise;

import gradus.op.Node;

/// Hyperbolic tangent, `y = tanh x`.
///
/// Shape: any, kept. Range: (−1, 1); ±∞ give ±1, NaN gives NaN. Derivative: `1 − y²`, from the
/// output, so that `tanh` is computed once.
public record Tanh() implements Unary {

  @Override
  public Node derivative(Node x, Node y) {
    return y.filled(1).minus(y.times(y));
  }
}
