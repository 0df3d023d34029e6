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
import java.util.List;

/// A value put before, after and between the elements of each axis.
///
/// Shape: `n` becomes `before + n + (n − 1) · interior + after` (without the middle term for n =
/// 0). Derivative: the slice that takes the elements out again.
///
/// @param before how many come before, for each axis, 0 or more
/// @param after how many come after
/// @param interior how many come between two neighbours
/// @param value what they are
public record Pad(List<Integer> before, List<Integer> after, List<Integer> interior, double value)
    implements Movement {

  public Pad {
    before = List.copyOf(before);
    after = List.copyOf(after);
    interior = List.copyOf(interior);
    for (List<Integer> amounts : List.of(before, after, interior)) {
      if (amounts.stream().anyMatch(amount -> amount < 0)) {
        throw new IllegalArgumentException(
            "pad(before=%s, after=%s, interior=%s): expected 0 or more, found a negative. Use slice to cut."
                .formatted(before, after, interior));
      }
    }
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    int rank = x.shape().rank();
    if (before.size() != rank || after.size() != rank || interior.size() != rank) {
      throw new ShapeException(
          "pad(x=%s, before=%s, after=%s, interior=%s): expected %d amounts each, found %d, %d and %d. Give one an axis."
              .formatted(
                  x, before, after, interior, rank, before.size(), after.size(), interior.size()));
    }
    List<Integer> sizes = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      int n = x.shape().size(axis);
      sizes.add(before.get(axis) + n + Math.max(n - 1, 0) * interior.get(axis) + after.get(axis));
    }
    return x.with(new Shape(sizes));
  }

  @Override
  public Node adjoint(Node self, int input, Node cotangent) {
    List<Integer> steps = interior.stream().map(gap -> gap + 1).toList();
    return Node.of(
        new Slice(before, self.input(0).type().shape().sizes(), steps), List.of(cotangent));
  }

  @Override
  public Node move(Node self, int input, Node tangent) {
    return Node.of(new Pad(before, after, interior, 0), List.of(tangent));
  }

  @Override
  public Formula formula(List<Indexed> inputs, List<Formula> index) {
    Indexed x = inputs.getFirst();
    List<Condition> inside = new ArrayList<>();
    List<Formula> source = new ArrayList<>();
    for (int axis = 0; axis < x.rank(); axis++) {
      Formula shifted = index.get(axis).minus(Formula.number(before.get(axis)));
      Formula position = shifted;
      if (interior.get(axis) > 0) {
        Formula step = Formula.number(interior.get(axis) + 1L);
        position = Formula.call("floordiv", shifted, step);
        inside.add(
            Condition.compare(Relation.EQ, Formula.call("mod", shifted, step), Formula.ZERO));
      }
      inside.add(Condition.within(position, Formula.ZERO, x.size(axis)));
      source.add(position);
    }
    return new Formula.Choose(new Condition.And(inside), x.at(source), Formula.number(value));
  }
}
