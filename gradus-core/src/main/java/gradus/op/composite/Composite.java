package gradus.op.composite;

import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.op.Node;
import gradus.op.Op;
import gradus.tensor.TensorType;
import java.util.List;

/// A function with a name and three faces (decision 0005).
///
/// The definition is what it means, and may overflow; the lowering is the same function in a stable
/// form, which the judge and the plan run unless they have a kernel of its own; vjp and jvp are
/// closed rules.
public sealed interface Composite extends Op
    permits Softmax, LogSoftmax, Loss, Normalisation, Dropout, Activation, Function {

  /// The mathematics, as a graph over these inputs.
  Node definition(List<Node> inputs);

  /// A numerically stable graph of simpler operations over these inputs.
  Node lowering(List<Node> inputs);

  /// The element of the output, written with the definition's operations.
  @Override
  Formula formula(List<Indexed> inputs, List<Formula> index);

  @Override
  TensorType type(List<TensorType> inputs);
}
