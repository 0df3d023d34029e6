package gradus.op.elementwise;

import gradus.formula.Formula;
import gradus.op.Node;
import java.util.List;

/// Rectifier, `y = max(x, 0)`.
///
/// Shape: any, kept. −0 gives 0, NaN gives NaN. Derivative: 1 where the output is positive, else 0,
/// so 0 at the kink x = 0; from the output, so that the input's buffer is free.
public record Relu() implements Unary {

  @Override
  public Node derivative(Node x, Node y) {
    return y.greater(y.filled(0)).as(y.type().dtype());
  }

  @Override
  public Formula element(List<Formula> inputs) {
    return Formula.call("max", inputs.getFirst(), Formula.ZERO);
  }
}
