package gradus.op.indexing;

import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Single elements of `x` at positions along one axis: `y[…, i, …] = x[…, positions[…, i, …], …]`.
///
/// Shape: positions of the shape of `x` but for that axis; the output has theirs. Edge: a position
/// outside 0 … n − 1 is an error where it runs. Derivative: {@link ScatterElements} for x;
/// positions stop.
///
/// @param axis the axis, from the front
public record GatherElements(int axis) implements Indexing {

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.get(0);
    TensorType positions = inputs.get(1);
    String call = "gatherElements(x=%s, positions=%s, axis=%d)".formatted(x, positions, axis);
    Indexing.positions(call, positions);
    int at = x.shape().axis(axis);
    if (positions.shape().rank() != x.shape().rank()
        || !positions.shape().with(at, 0).equals(x.shape().with(at, 0))) {
      throw new ShapeException(
          "%s: expected positions of the shape of x but for axis %d, found %s. Slice or broadcast one of them."
              .formatted(call, axis, positions.shape()));
    }
    return x.with(positions.shape());
  }

  @Override
  public List<Cotangent> vjp(Node self, Node cotangent) {
    int size = self.input(0).type().shape().size(axis);
    Cotangent toX =
        self.type().dtype().isFloat()
            ? Cotangent.flows(
                Node.of(new ScatterElements(axis, size), List.of(cotangent, self.input(1))))
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
    List<Formula> source = new ArrayList<>(index);
    source.set(axis, inputs.get(1).at(index));
    return inputs.get(0).at(source);
  }
}
