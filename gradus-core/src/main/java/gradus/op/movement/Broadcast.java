package gradus.op.movement;

import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.op.Node;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/// Elements repeated along new or length-1 axes, by NumPy's rule (aligned at the last axis).
///
/// Derivative: the sum over the repeated axes.
///
/// @param shape the shape of the output
public record Broadcast(Shape shape) implements Movement {

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    if (x.shape().rank() > shape.rank() || !x.shape().broadcastWith(shape).equals(shape)) {
      throw new ShapeException(
          "broadcast(x=%s, shape=%s): expected axes of equal length or 1, found %s. Reshape x first."
              .formatted(x, shape, x.shape()));
    }
    return x.with(shape);
  }

  /// The axes of the output along which the input is repeated: new ones and stretched ones.
  public List<Integer> repeated(Shape input) {
    int lead = shape.rank() - input.rank();
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (axis < lead || (input.size(axis - lead) == 1 && shape.size(axis) != 1)) {
        axes.add(axis);
      }
    }
    return axes;
  }

  @Override
  public Node adjoint(Node self, int input, Node cotangent) {
    Shape small = self.input(0).type().shape();
    List<Integer> axes = repeated(small);
    return axes.isEmpty() ? cotangent.reshape(small) : cotangent.sum(axes, false).reshape(small);
  }

  @Override
  public Formula formula(List<Indexed> inputs, List<Formula> index) {
    Indexed x = inputs.getFirst();
    int lead = shape.rank() - x.rank();
    List<Formula> source = new ArrayList<>();
    for (int axis = 0; axis < x.rank(); axis++) {
      source.add(x.size(axis).equals(Formula.ONE) ? Formula.ZERO : index.get(axis + lead));
    }
    return x.at(source);
  }
}
