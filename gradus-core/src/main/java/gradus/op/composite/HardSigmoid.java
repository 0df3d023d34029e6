package gradus.op.composite;

import gradus.formula.Formula;
import gradus.op.Node;

/// Piecewise linear sigmoid: `y = max(0, min(1, α x + β))`.
///
/// PyTorch takes α = 1/6, ONNX by default α = 0.2; β = 0.5 in both. Range: [0, 1], both ends
/// attained. Derivative: α where 0 < y < 1, else 0, so 0 at the two kinks; from the output.
///
/// @param alpha the slope, finite and not 0
/// @param beta the value at x = 0, finite
public record HardSigmoid(double alpha, double beta) implements Activation {

  public HardSigmoid {
    if (!Double.isFinite(alpha) || alpha == 0 || !Double.isFinite(beta)) {
      throw new IllegalArgumentException(
          "hardSigmoid(alpha=%s, beta=%s): expected a finite slope other than 0 and a finite beta, found others. Use 1/6 and 1/2."
              .formatted(alpha, beta));
    }
  }

  @Override
  public Node define(Node x) {
    return x.times(alpha).plus(beta).min(x.filled(1)).max(x.filled(0));
  }

  @Override
  public Node lower(Node x) {
    return define(x);
  }

  @Override
  public Node derivative(Node x, Node y) {
    Node between = y.greater(y.filled(0)).and(y.less(y.filled(1)));
    return between.choose(x.filled(alpha), x.filled(0));
  }

  @Override
  public Formula element(Formula x) {
    Formula line = Formula.number(alpha).times(x).plus(Formula.number(beta));
    return Formula.call("max", Formula.ZERO, Formula.call("min", Formula.ONE, line));
  }
}
