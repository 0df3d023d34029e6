package gradus.op.elementwise;

import gradus.op.Node;

/// Arctangent, `y = arctan x`, in radians.
///
/// Shape: any, kept. Range: (−π/2, π/2); ±∞ give ±π/2, ±0 stay, NaN gives NaN. Derivative: `1 / (1
/// + x²)`.
public record Atan() implements Unary {

  @Override
  public Node derivative(Node x, Node y) {
    return x.filled(1).over(x.times(x).plus(1));
  }
}
