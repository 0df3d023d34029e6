package gradus.op.source;

import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.op.Node;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.List;

/// A value that is part of the graph.
///
/// @param value the literal, compared by its bits
public record Constant(Tensor value) implements Source {

  /// A constant node of any value.
  public static Node of(Tensor value) {
    return Node.of(new Constant(value), List.of());
  }

  @Override
  public TensorType type() {
    return value.type();
  }

  @Override
  public Formula formula(List<Indexed> inputs, List<Formula> index) {
    return value.elements() == 1
        ? Formula.number(value.doubleAt(0))
        : new Formula.Entry(name(), index);
  }
}
