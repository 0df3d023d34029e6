package gradus.op.indexing;

import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.tensor.Shape;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Whole slices of `x` at positions along one axis: NumPy's `take`, an embedding's look-up.
///
/// Shape: `x [a…, n, b…]` and positions `[i…]` give `[a…, i…, b…]`. Edge: a position outside 0 … n
/// − 1 is an error where it runs. Derivative: {@link ScatterAdd} for x; positions stop.
///
/// @param axis the axis, from the front
public record Gather(int axis) implements Indexing {

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.get(0);
    TensorType positions = inputs.get(1);
    Indexing.positions(
        "gather(x=%s, positions=%s, axis=%d)".formatted(x, positions, axis), positions);
    int at = x.shape().axis(axis);
    Shape before = x.shape().slice(0, at);
    Shape after = x.shape().slice(at + 1, x.shape().rank());
    return x.with(before.followedBy(positions.shape()).followedBy(after));
  }

  @Override
  public List<Cotangent> vjp(Node self, Node cotangent) {
    int size = self.input(0).type().shape().size(axis);
    Cotangent toX =
        self.type().dtype().isFloat()
            ? Cotangent.flows(
                Node.of(new ScatterAdd(axis, size), List.of(cotangent, self.input(1))))
            : Cotangent.stops("integers and truth values have no derivative");
    return List.of(toX, Cotangent.stops("positions are integers"));
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
    int end = axis + positions.rank();
    List<Formula> source = new ArrayList<>(index.subList(0, axis));
    source.add(positions.at(index.subList(axis, end)));
    source.addAll(index.subList(end, index.size()));
    return inputs.get(0).at(source);
  }
}
