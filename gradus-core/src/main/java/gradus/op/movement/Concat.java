package gradus.op.movement;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.op.Node;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The inputs one after the other along an axis.
///
/// Shape: equal on every other axis; one element type; at least one input. Derivative: the slices.
///
/// @param axis the axis, from the front
public record Concat(int axis) implements Movement {

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType first = inputs.getFirst();
    int size = 0;
    for (TensorType input : inputs) {
      boolean fits =
          input.dtype() == first.dtype()
              && input.shape().rank() == first.shape().rank()
              && axis < first.shape().rank()
              && input.shape().with(axis, 0).equals(first.shape().with(axis, 0));
      if (!fits) {
        throw new ShapeException(
            "concat(%s, axis=%d): expected types that differ on axis %d alone, found %s beside %s. Check the branches."
                .formatted(inputs, axis, axis, input, first));
      }
      size += input.shape().size(axis);
    }
    return first.with(first.shape().with(axis, size));
  }

  /// Where an input begins along the axis.
  public int start(Node self, int input) {
    int start = 0;
    for (Node earlier : self.inputs().subList(0, input)) {
      start += earlier.type().shape().size(axis);
    }
    return start;
  }

  @Override
  public Node adjoint(Node self, int input, Node cotangent) {
    Shape part = self.input(input).type().shape();
    List<Integer> starts = new ArrayList<>(Collections.nCopies(part.rank(), 0));
    starts.set(axis, start(self, input));
    return Node.of(
        new Slice(starts, part.sizes(), Collections.nCopies(part.rank(), 1)), List.of(cotangent));
  }

  @Override
  public Node move(Node self, int input, Node tangent) {
    int rank = self.type().shape().rank();
    int size = tangent.type().shape().size(axis);
    List<Integer> before = new ArrayList<>(Collections.nCopies(rank, 0));
    List<Integer> after = new ArrayList<>(before);
    before.set(axis, start(self, input));
    after.set(axis, self.type().shape().size(axis) - start(self, input) - size);
    return Node.of(new Pad(before, after, Collections.nCopies(rank, 0), 0), List.of(tangent));
  }

  @Override
  public Formula formula(List<Indexed> inputs, List<Formula> index) {
    Formula start = Formula.ZERO;
    List<Formula> shifted = new ArrayList<>();
    List<Formula> ends = new ArrayList<>();
    for (Indexed input : inputs) {
      List<Formula> moved = new ArrayList<>(index);
      moved.set(axis, index.get(axis).minus(start));
      shifted.add(input.at(moved));
      start = start.plus(input.size(axis));
      ends.add(start);
    }
    Formula chosen = shifted.getLast();
    for (int i = inputs.size() - 2; i >= 0; i--) {
      chosen =
          new Formula.Choose(
              Condition.compare(Relation.LT, index.get(axis), ends.get(i)), shifted.get(i), chosen);
    }
    return chosen;
  }
}
