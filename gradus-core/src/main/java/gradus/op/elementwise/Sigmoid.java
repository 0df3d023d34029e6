package gradus.op.elementwise;

import gradus.op.Node;

/// Logistic sigmoid, `y = 1 / (1 + e⁻ˣ)`.
///
/// Shape: any, kept. Range: (0, 1), rounding to 1 from 16.64 (f32) and to 0 below −103.97; ±∞ give
/// 1 and 0. For x < 0 it is computed as `eˣ / (1 + eˣ)`, so that small values keep their digits.
/// Derivative: `σ(x) σ(−x)`; `y (1 − y)` would lose everything where y rounds to 1.
public record Sigmoid() implements Unary {

  @Override
  public Node derivative(Node x, Node y) {
    return y.times(x.negated().sigmoid());
  }
}
