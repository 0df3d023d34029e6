package gradus.op.movement;

import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.op.Node;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/// The same elements in row-major order under another shape.
///
/// Shape: as many elements. Derivative: the reshape back.
///
/// @param shape the new shape
public record Reshape(Shape shape) implements Movement {

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    if (x.shape().elements() != shape.elements()) {
      throw new ShapeException(
          "reshape(x=%s, shape=%s): expected %d elements, found %d. Keep the product of the sizes."
              .formatted(x, shape, x.shape().elements(), shape.elements()));
    }
    return x.with(shape);
  }

  @Override
  public Node adjoint(Node self, int input, Node cotangent) {
    return cotangent.reshape(self.input(0).type().shape());
  }

  @Override
  public Formula formula(List<Indexed> inputs, List<Formula> index) {
    Formula position = Formula.ZERO;
    for (int axis = 0; axis < shape.rank(); axis++) {
      position = position.times(Formula.number(shape.size(axis))).plus(index.get(axis));
    }
    Indexed x = inputs.getFirst();
    List<Formula> source = new ArrayList<>();
    Formula step = Formula.ONE;
    for (int axis = x.rank() - 1; axis >= 0; axis--) {
      Formula quotient =
          step.equals(Formula.ONE) ? position : Formula.call("floordiv", position, step);
      source.addFirst(axis == 0 ? quotient : Formula.call("mod", quotient, x.size(axis)));
      step = step.times(x.size(axis));
    }
    return x.at(source);
  }
}
