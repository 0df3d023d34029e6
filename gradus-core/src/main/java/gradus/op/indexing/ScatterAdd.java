package gradus.op.indexing;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Indexed;
import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The adjoint of {@link Gather}: slices of `y` added into zeros at positions along one axis.
///
/// Shape: `y [a…, i…, b…]` and positions `[i…]` give `[a…, size, b…]`. Edge: slices that meet are
/// added, in order; a position outside 0 … size − 1 is an error where it runs. Derivative: {@link
/// Gather} for y; positions stop.
///
/// @param axis the axis, from the front
/// @param size its length in the output
public record ScatterAdd(int axis, int size) implements Indexing {

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType y = inputs.get(0);
    Shape positions = inputs.get(1).shape();
    String call =
        "scatterAdd(y=%s, positions=%s, axis=%d, size=%d)".formatted(y, inputs.get(1), axis, size);
    Indexing.positions(call, inputs.get(1));
    Indexing.numbers(call, y);
    int end = axis + positions.rank();
    if (axis < 0 || end > y.shape().rank() || !y.shape().slice(axis, end).equals(positions)) {
      throw new ShapeException(
          "%s: expected the axes %s of the positions from axis %d of y on, found %s. Give y one slice a position."
              .formatted(call, positions, axis, y.shape()));
    }
    Shape after = y.shape().slice(end, y.shape().rank());
    return y.with(y.shape().slice(0, axis).followedBy(Shape.of(size)).followedBy(after));
  }

  @Override
  public List<Cotangent> vjp(Node self, Node cotangent) {
    Cotangent toY =
        self.type().dtype().isFloat()
            ? Cotangent.flows(Node.of(new Gather(axis), List.of(cotangent, self.input(1))))
            : Cotangent.stops("integers have no derivative");
    return List.of(toY, Cotangent.stops("positions are integers"));
  }

  @Override
  public Optional<Node> jvp(Node self, int input, Node tangent) {
    return input == 0 && self.type().dtype().isFloat()
        ? Optional.of(Node.of(this, List.of(tangent, self.input(1))))
        : Optional.empty();
  }

  @Override
  public Formula formula(List<Indexed> inputs, List<Formula> index) {
    Indexed positions = inputs.get(1);
    List<Formula.Var> slices = new ArrayList<>();
    for (int i = 0; i < positions.rank(); i++) {
      slices.add(Formula.var(positions.rank() == 1 ? "i" : "i" + i));
    }
    List<Formula> source = new ArrayList<>(index.subList(0, axis));
    source.addAll(slices);
    source.addAll(index.subList(axis + 1, index.size()));
    List<Formula> at = List.copyOf(slices);
    Condition hit = Condition.compare(Relation.EQ, positions.at(at), index.get(axis));
    Formula sum = new Formula.Choose(hit, inputs.get(0).at(source), Formula.ZERO);
    for (int i = slices.size() - 1; i >= 0; i--) {
      sum = Formula.fold(Combination.SUM, slices.get(i), positions.size(i), sum);
    }
    return sum;
  }
}
