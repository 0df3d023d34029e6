package gradus.op.window;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Indexed;
import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.tensor.DType;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/// Where the element that {@link MaxPool} takes lies: its row-major position over the spatial axes
/// of `x`, as i64.
///
/// Edge: the first of equal elements in row-major order; the first NaN, if there is one; −0 and 0
/// are equal. Derivative: stops.
///
/// @param pooling which elements each window covers
public record MaxPoolIndices(Pooling pooling) implements Pool {

  @Override
  public TensorType type(List<TensorType> inputs) {
    return new MaxPool(pooling).type(inputs).with(DType.I64);
  }

  @Override
  public List<Cotangent> vjp(Node self, Node cotangent) {
    return List.of(Cotangent.stops("a position is an integer"));
  }

  @Override
  public Optional<Node> jvp(Node self, int input, Node tangent) {
    return Optional.empty();
  }

  /// The smallest position under the window whose element is the largest.
  @Override
  public Formula formula(List<Indexed> inputs, List<Formula> index) {
    Indexed x = inputs.getFirst();
    List<Formula> positions = pooling.positions(index);
    Formula flat = Formula.ZERO;
    for (int axis = 0; axis < positions.size(); axis++) {
      flat =
          axis == 0 ? positions.getFirst() : flat.times(x.size(axis + 2)).plus(positions.get(axis));
    }
    Formula element = x.at(Filter.join(index.get(0), index.get(1), positions));
    Condition wins =
        new Condition.And(
            List.of(
                Pooling.inside(x, positions),
                Condition.compare(Relation.EQ, element, MaxPool.largest(pooling, x, index))));
    return pooling.fold(
        Combination.MIN, new Formula.Choose(wins, flat, Formula.number(Double.POSITIVE_INFINITY)));
  }
}
