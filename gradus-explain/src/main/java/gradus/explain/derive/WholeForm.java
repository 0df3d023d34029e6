package gradus.explain.derive;

import static gradus.formula.Formula.call;

import gradus.formula.Formula;
import gradus.formula.Formula.Var;
import gradus.op.Node;
import gradus.op.contraction.MatMul;
import gradus.op.elementwise.Relu;
import gradus.op.movement.Broadcast;
import gradus.op.movement.Movement;
import gradus.op.movement.Reshape;
import gradus.op.window.Convolution;
import gradus.op.window.ConvolutionTranspose;
import gradus.op.window.MaxPool;
import java.util.List;
import java.util.Optional;

/// Closed forms over whole tensors: `Wᵀδ`, `δ ⊙ [a > 0]`, a full operation with the flipped kernel.
final class WholeForm {

  private WholeForm() {}

  /// The closed form of what a node hands back to one of its inputs, or empty.
  ///
  /// @param node the node
  /// @param input which input
  /// @param names the names of its inputs
  /// @param delta the cotangent of its output
  static Optional<Formula> of(Node node, int input, List<Var> names, Formula delta) {
    return switch (node.op()) {
      case MatMul product -> Optional.of(product(product, input, names, delta));
      case Relu _ ->
          Optional.of(
              call(
                  "hadamard",
                  delta,
                  new Formula.Iverson(
                      gradus.formula.Condition.compare(
                          gradus.formula.Condition.Relation.GT, names.getFirst(), Formula.ZERO))));
      case Convolution _, ConvolutionTranspose _ ->
          ConvolutionForm.of(node).map(form -> form.gradient(node, input, names, delta));
      case Broadcast _ -> Optional.empty();
      case Reshape _ -> Optional.of(call("reshape", delta));
      case Movement movement -> Optional.of(call("back_" + Words.spaced(movement.name()), delta));
      case MaxPool _ -> Optional.of(call("to_first_largest", delta, names.getFirst()));
      default -> Optional.empty();
    };
  }

  /// The closed form of a matrix product or a convolution itself: `x·Wᵀ`; empty for other
  /// operations.
  static Optional<Formula> of(Node node, List<Var> names) {
    Optional<ConvolutionForm> convolution = ConvolutionForm.of(node);
    if (convolution.isPresent()) {
      return convolution.map(form -> form.value(node, names));
    }
    if (!(node.op() instanceof MatMul op) || node.type().shape().rank() != 2) {
      return Optional.empty();
    }
    Formula a = op.transposeA() ? call("transpose", names.get(0)) : names.get(0);
    return Optional.of(a.times(op.transposeB() ? call("transpose", names.get(1)) : names.get(1)));
  }

  private static Formula product(MatMul op, int input, List<Var> names, Formula delta) {
    Formula a = names.get(0);
    Formula b = names.get(1);
    if (input == 0) {
      Formula other = op.transposeB() ? b : call("transpose", b);
      return op.transposeA() ? call("transpose", delta.times(other)) : delta.times(other);
    }
    Formula other = op.transposeA() ? a : call("transpose", a);
    return op.transposeB()
        ? call("transpose", delta).times(op.transposeA() ? call("transpose", a) : a)
        : other.times(delta);
  }
}
