package gradus.nn.rewrite;

import gradus.nn.layer.Convolve;
import gradus.nn.layer.Linear;
import gradus.nn.model.Step;
import gradus.op.Node;
import gradus.op.window.Placement;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The rows of an affine layer's weight: one for each output.
final class Rows {

  private Rows() {}

  /// The sum of each row.
  static Node sums(Node weight) {
    Shape shape = weight.type().shape();
    return weight
        .reshape(Shape.of(shape.size(0), shape.elements() / shape.size(0)))
        .sum(List.of(1), false);
  }

  /// Each row times its factor.
  static Node scaled(Node weight, Node factors) {
    int rank = weight.type().shape().rank();
    List<Integer> sizes = new ArrayList<>(Collections.nCopies(rank, 1));
    sizes.set(0, weight.type().shape().size(0));
    return weight.times(factors.reshape(new Shape(sizes)));
  }

  /// Each column (input channel) times its factor.
  static Node columnsScaled(Node weight, Node factors) {
    int rank = weight.type().shape().rank();
    List<Integer> sizes = new ArrayList<>(Collections.nCopies(rank, 1));
    sizes.set(1, weight.type().shape().size(1));
    return weight.times(factors.reshape(new Shape(sizes)));
  }

  /// A layer with another number of outputs.
  static gradus.nn.layer.Layer withOutputs(Step step, int outputs) {
    return switch (step.layer()) {
      case Linear linear -> new Linear(outputs, linear.bias(), linear.initialiser());
      case Convolve c ->
          new Convolve(
              outputs,
              c.kernel(),
              c.strides(),
              c.dilations(),
              c.padding(),
              c.groups(),
              c.convention(),
              c.bias(),
              c.initialiser());
      default -> throw new AssertionError("no rows in " + step);
    };
  }

  /// Where a convolution's kernel lies on what it reads.
  static Placement placement(Draft draft, Step step, Convolve layer) {
    Shape shape = draft.shape(step.from().getFirst());
    return layer.placement(shape.slice(1, shape.rank()).sizes());
  }

  /// Whether a layer reads zeros around its input.
  static boolean isPadded(Draft draft, Step step) {
    if (!(step.layer() instanceof Convolve layer)) {
      return false;
    }
    Placement placement = placement(draft, step, layer);
    return placement.before().stream().anyMatch(n -> n > 0)
        || placement.after().stream().anyMatch(n -> n > 0);
  }
}
