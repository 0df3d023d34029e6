package gradus.op.indexing;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Indexed;
import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.tensor.DType;
import gradus.tensor.GraphException;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The positions along one axis at which the elements lie in order, as i64: `x` gathered there by
/// {@link GatherElements} is sorted.
///
/// Shape: any, kept. Edge: equal elements keep their order (−0 equals 0), in descending order too;
/// NaN counts as the largest, so it is last when ascending and first when descending. Derivative:
/// stops; that of the sorted values flows through the gather.
///
/// @param axis the axis, from the front
/// @param descending whether the largest comes first
public record ArgSort(int axis, boolean descending) implements Indexing {

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    x.shape().axis(axis);
    if (!x.dtype().isFloat() && !x.dtype().isInteger()) {
      throw new GraphException(
          "argSort(x=%s, axis=%d): expected a number type, found %s. Cast x first."
              .formatted(x, axis, x.dtype()));
    }
    return x.with(DType.I64);
  }

  @Override
  public List<Cotangent> vjp(Node self, Node cotangent) {
    return List.of(Cotangent.stops("positions are integers, constant between ties"));
  }

  @Override
  public Optional<Node> jvp(Node self, int input, Node tangent) {
    return Optional.empty();
  }

  /// `Σⱼ j [rank of j = i]`, where the rank of j counts what comes before it: `Σₖ [x(k) < x(j)] +
  /// [k < j][x(k) = x(j)]`.
  @Override
  public Formula formula(List<Indexed> inputs, List<Formula> index) {
    Indexed x = inputs.getFirst();
    Formula.Var j = Formula.var("j");
    Formula.Var k = Formula.var("k");
    Formula at = element(x, index, j);
    Formula other = element(x, index, k);
    Condition before = Condition.compare(descending ? Relation.GT : Relation.LT, other, at);
    Condition tied =
        new Condition.And(
            List.of(
                Condition.compare(Relation.EQ, other, at), Condition.compare(Relation.LT, k, j)));
    Formula rank =
        Formula.fold(
            Combination.SUM,
            k,
            x.size(axis),
            new Formula.Iverson(new Condition.Or(List.of(before, tied))));
    Condition hit = Condition.compare(Relation.EQ, rank, index.get(axis));
    return Formula.fold(Combination.SUM, j, x.size(axis), new Formula.Choose(hit, j, Formula.ZERO));
  }

  private Formula element(Indexed x, List<Formula> index, Formula position) {
    List<Formula> at = new ArrayList<>(index);
    at.set(axis, position);
    return x.at(at);
  }
}
