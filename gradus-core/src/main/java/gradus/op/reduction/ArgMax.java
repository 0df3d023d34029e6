package gradus.op.reduction;

import gradus.formula.Formula.Combination;
import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.tensor.DType;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/// The position of the first largest element along one axis, as i64.
///
/// Edge: the first NaN counts as the largest; an axis of length 0 is an error. Derivative: stops.
///
/// @param axis the axis, from the front
/// @param keepAxes whether it stays with length 1
public record ArgMax(int axis, boolean keepAxes) implements Reduction {

  @Override
  public List<Integer> axes() {
    return List.of(axis);
  }

  @Override
  public Combination combination() {
    return Combination.ARGMAX;
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType reduced = Reduction.super.type(inputs);
    if (inputs.getFirst().shape().size(axis) == 0) {
      throw new ShapeException(
          "%s(x=%s, axis=%d): expected at least one element on the axis, found none. Check the data."
              .formatted(name(), inputs.getFirst(), axis));
    }
    return reduced.with(DType.I64);
  }

  @Override
  public List<Cotangent> vjp(Node self, Node cotangent) {
    return List.of(Cotangent.stops("a position is an integer"));
  }

  @Override
  public Optional<Node> jvp(Node self, int input, Node tangent) {
    return Optional.empty();
  }
}
