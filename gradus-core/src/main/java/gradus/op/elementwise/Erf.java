package gradus.op.elementwise;

import gradus.op.Node;

/// Error function, `y = 2/√π ∫₀ˣ exp(−t²) dt`.
///
/// Shape: any, kept. Range: (−1, 1); ±∞ give ±1. Derivative: `2/√π · exp(−x²)`. Source: Abramowitz
/// and Stegun 1964, 7.1.1.
public record Erf() implements Unary {

  @Override
  public Node derivative(Node x, Node y) {
    return x.times(x).negated().exp().times(1.1283791670955126);
  }
}
