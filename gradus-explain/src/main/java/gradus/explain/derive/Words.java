package gradus.explain.derive;

import gradus.op.Op;
import gradus.op.composite.Composite;
import gradus.op.composite.Dropout;
import gradus.op.composite.LogSoftmax;
import gradus.op.composite.Normalisation;
import gradus.op.composite.Softmax;
import gradus.op.composite.SoftmaxCrossEntropy;
import gradus.op.contraction.Contraction;
import gradus.op.elementwise.Elementwise;
import gradus.op.indexing.Indexing;
import gradus.op.movement.Broadcast;
import gradus.op.movement.Movement;
import gradus.op.movement.Reshape;
import gradus.op.reduction.Max;
import gradus.op.reduction.Mean;
import gradus.op.reduction.Min;
import gradus.op.reduction.Reduction;
import gradus.op.source.Source;
import gradus.op.window.AveragePool;
import gradus.op.window.Convolution;
import gradus.op.window.ConvolutionTranspose;
import gradus.op.window.MaxPool;
import gradus.op.window.Placement;
import gradus.op.window.Window;
import java.util.List;
import java.util.Locale;

/// The names of rules.
final class Words {

  private Words() {}

  /// `LeakyRelu` as `leaky relu`.
  static String spaced(String name) {
    return name.equals("MatMul")
        ? "product"
        : name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  /// The rule that brings a cotangent back through an operation.
  ///
  /// @param op the operation
  /// @param input which of its inputs
  /// @param kernel the spatial sizes of its filter, where it has one
  static String rule(Op op, int input, List<Integer> kernel) {
    return switch (op) {
      case Source _ -> "a source has no inputs";
      case Elementwise _ -> "chain rule, element by element";
      case Mean _ -> "adjoint of a mean: each element gets its share";
      case Max _, Min _ -> "the gradient goes to the first extreme element";
      case Reduction _ -> "chain rule through the reduction";
      case Broadcast _ -> "adjoint of a broadcast: sum over the copies";
      case Reshape _ -> "adjoint of a reshape: the same elements in their old places";
      case Movement _ -> "adjoint of a movement: back to where it came from";
      case Contraction _ -> "product rule: adjoint of a matrix product";
      case Convolution convolution -> convolution(convolution, input, kernel);
      case ConvolutionTranspose _ ->
          input == 0
              ? "adjoint of the adjoint: the convolution itself"
              : "product rule: the filter's gradient correlates δ with the input";
      case MaxPool _ -> "the gradient goes to the first largest element of each window";
      case AveragePool _ -> "adjoint of a mean: each element of a window gets its share";
      case Window _ -> "adjoint of a linear operation";
      case Indexing _ -> "adjoint of a look-up: sum where an element was read";
      case Softmax _ -> "Jacobian of the softmax, Diag(p) − p pᵀ";
      case LogSoftmax _ -> "Jacobian of the log-softmax, I − 1 pᵀ";
      case SoftmaxCrossEntropy _ -> "softmax cross-entropy in closed form";
      case Normalisation _ -> "closed form of the normalisation";
      case Dropout _ -> "adjoint of dropout: the same mask again";
      case Composite _ -> "chain rule";
    };
  }

  private static String convolution(Convolution op, int input, List<Integer> kernel) {
    String groups = op.groups() == 1 ? "" : ", group by group";
    return input == 1
        ? "product rule: the filter's gradient correlates the input with δ" + groups
        : "adjoint of a " + adjoint(op.placement(), kernel) + groups;
  }

  private static String adjoint(Placement placement, List<Integer> kernel) {
    if (!placement.strides().stream().allMatch(s -> s == 1)) {
      return "strided convolution: δ with zeros between its entries, and the flipped kernel";
    }
    if (!placement.dilations().stream().allMatch(d -> d == 1)) {
      return "dilated convolution: the flipped kernel, its taps as far apart";
    }
    return switch (ConvolutionForm.Mode.of(placement, kernel)) {
      case VALID -> "valid convolution: the full one with the flipped kernel";
      case FULL -> "full convolution: the valid one with the flipped kernel";
      case SAME -> "same convolution: the same one with the flipped kernel";
      case PADDED ->
          "padded convolution: the full one with the flipped kernel, without the padding";
    };
  }
}
