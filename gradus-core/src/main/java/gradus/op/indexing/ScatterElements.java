package gradus.op.indexing;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Indexed;
import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The adjoint of {@link GatherElements}: single elements of `y` added into zeros at positions
/// along one axis.
///
/// Shape: `y` and positions of one shape; the output has `size` on the axis. Edge: elements that
/// meet are added, in order; a position outside 0 … size − 1 is an error where it runs. Derivative:
/// {@link GatherElements} for y; positions stop.
///
/// @param axis the axis, from the front
/// @param size its length in the output
public record ScatterElements(int axis, int size) implements Indexing {

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType y = inputs.get(0);
    TensorType positions = inputs.get(1);
    String call =
        "scatterElements(y=%s, positions=%s, axis=%d, size=%d)".formatted(y, positions, axis, size);
    Indexing.positions(call, positions);
    Indexing.numbers(call, y);
    if (!positions.shape().equals(y.shape())) {
      throw new ShapeException(
          "%s: expected positions of the shape of y, found %s. Give every element one position."
              .formatted(call, positions.shape()));
    }
    return y.with(y.shape().with(axis, size));
  }

  @Override
  public List<Cotangent> vjp(Node self, Node cotangent) {
    Cotangent toY =
        self.type().dtype().isFloat()
            ? Cotangent.flows(Node.of(new GatherElements(axis), List.of(cotangent, self.input(1))))
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
    Formula.Var i = Formula.var("i");
    List<Formula> source = new ArrayList<>(index);
    source.set(axis, i);
    Condition hit = Condition.compare(Relation.EQ, inputs.get(1).at(source), index.get(axis));
    return Formula.fold(
        Combination.SUM,
        i,
        inputs.get(1).size(axis),
        new Formula.Choose(hit, inputs.get(0).at(source), Formula.ZERO));
  }
}
