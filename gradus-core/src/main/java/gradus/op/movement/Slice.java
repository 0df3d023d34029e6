package gradus.op.movement;

import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.op.Node;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/// Every `step`-th element of each axis from a start: `y[i] = x[start + i · step]`.
///
/// Derivative: the pad that puts them back among zeros.
///
/// @param starts the first position of each axis
/// @param sizes how many are taken from each axis
/// @param steps the distance between them, 1 or more
public record Slice(List<Integer> starts, List<Integer> sizes, List<Integer> steps)
    implements Movement {

  public Slice {
    starts = List.copyOf(starts);
    sizes = List.copyOf(sizes);
    steps = List.copyOf(steps);
    if (steps.stream().anyMatch(step -> step < 1)) {
      throw new IllegalArgumentException(
          "slice(steps=%s): expected steps of 1 or more, found less. Use flip to go backwards."
              .formatted(steps));
    }
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    int rank = x.shape().rank();
    boolean fits = starts.size() == rank && sizes.size() == rank && steps.size() == rank;
    for (int axis = 0; fits && axis < rank; axis++) {
      long last = starts.get(axis) + (sizes.get(axis) - 1L) * steps.get(axis);
      fits =
          starts.get(axis) >= 0
              && sizes.get(axis) >= 0
              && (sizes.get(axis) == 0 || last < x.shape().size(axis));
    }
    if (!fits) {
      throw new ShapeException(
          "slice(x=%s, starts=%s, sizes=%s, steps=%s): expected positions inside %s, found some outside. Clip the slice."
              .formatted(x, starts, sizes, steps, x.shape()));
    }
    return x.with(new Shape(sizes));
  }

  @Override
  public Node adjoint(Node self, int input, Node cotangent) {
    List<Integer> after = new ArrayList<>();
    List<Integer> before = new ArrayList<>();
    for (int axis = 0; axis < starts.size(); axis++) {
      int n = self.input(0).type().shape().size(axis);
      boolean empty = sizes.get(axis) == 0;
      int start = empty ? 0 : starts.get(axis);
      int end = empty ? 0 : start + (sizes.get(axis) - 1) * steps.get(axis) + 1;
      before.add(start);
      after.add(n - end);
    }
    List<Integer> gaps = steps.stream().map(step -> step - 1).toList();
    return Node.of(new Pad(before, after, gaps, 0), List.of(cotangent));
  }

  @Override
  public Formula formula(List<Indexed> inputs, List<Formula> index) {
    List<Formula> source = new ArrayList<>();
    for (int axis = 0; axis < starts.size(); axis++) {
      source.add(
          index
              .get(axis)
              .times(Formula.number(steps.get(axis)))
              .plus(Formula.number(starts.get(axis))));
    }
    return inputs.getFirst().at(source);
  }
}
