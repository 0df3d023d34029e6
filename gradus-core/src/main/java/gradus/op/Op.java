package gradus.op;

import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.op.composite.Composite;
import gradus.op.contraction.Contraction;
import gradus.op.elementwise.Elementwise;
import gradus.op.indexing.Indexing;
import gradus.op.movement.Movement;
import gradus.op.reduction.Reduction;
import gradus.op.source.Source;
import gradus.op.window.Window;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/// An operation: a value that says what it does to types, to derivatives and in formulas.
///
/// Kernels, the judge, drawings and file formats are not here: they are passes that switch over
/// this sealed family without `default`, so that a new operation makes the compiler list every
/// place that must learn of it.
public sealed interface Op
    permits Source, Elementwise, Reduction, Movement, Contraction, Window, Indexing, Composite {

  /// The type of the output for inputs of these types.
  ///
  /// Throws {@link gradus.tensor.ShapeException} where the inputs do not fit.
  TensorType type(List<TensorType> inputs);

  /// The derivative rule backwards: what the output's cotangent makes of each input.
  ///
  /// @param self the node of this operation, for its inputs and its output
  /// @param cotangent the cotangent of the output, of the output's type
  /// @return one answer an input, in order
  List<Cotangent> vjp(Node self, Node cotangent);

  /// The derivative rule forwards: what one input's tangent adds to the output's.
  ///
  /// The whole tangent is the sum over the inputs (decision 0008).
  ///
  /// @param self the node of this operation
  /// @param input which input moves
  /// @param tangent how it moves, of that input's type
  /// @return the output's tangent, of the output's type; empty where {@link #vjp} stops for this
  ///   input
  Optional<Node> jvp(Node self, int input, Node tangent);

  /// The element of the output at an index, from the elements of the inputs.
  Formula formula(List<Indexed> inputs, List<Formula> index);

  /// The name of the operation, `Tanh`: its record's name.
  default String name() {
    return getClass().getSimpleName();
  }
}
