package gradus.op.window;

import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Indexed;
import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.op.indexing.GatherElements;
import gradus.op.indexing.ScatterElements;
import gradus.tensor.GraphException;
import gradus.tensor.Shape;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/// The largest element of each window.
///
/// Shape: `[N, C, spatial…]` gives `[N, C, windows…]`. Edge: NaN in a window gives NaN; padding
/// never wins. Derivative: to the first of the largest elements in row-major order, by {@link
/// MaxPoolIndices}; a kink at ties.
///
/// @param pooling which elements each window covers
public record MaxPool(Pooling pooling) implements Pool {

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    if (!x.dtype().isFloat() && !x.dtype().isInteger()) {
      throw new GraphException(
          "maxPool%dd(x=%s): expected a number type, found %s. Cast x first."
              .formatted(pooling.placement().rank(), x, x.dtype()));
    }
    return pooling.output("maxPool", x);
  }

  @Override
  public List<Cotangent> vjp(Node self, Node cotangent) {
    if (!self.type().dtype().isFloat()) {
      return List.of(Cotangent.stops("integers have no derivative"));
    }
    Shape shape = self.input(0).type().shape();
    int size = shape.slice(2, shape.rank()).elements();
    Node positions = positions(self);
    Node flat = cotangent.reshape(positions.type().shape());
    return List.of(
        Cotangent.flows(
            Node.of(new ScatterElements(2, size), List.of(flat, positions)).reshape(shape)));
  }

  @Override
  public Optional<Node> jvp(Node self, int input, Node tangent) {
    if (!self.type().dtype().isFloat()) {
      return Optional.empty();
    }
    Node flat = tangent.reshape(flattened(tangent));
    return Optional.of(
        Node.of(new GatherElements(2), List.of(flat, positions(self)))
            .reshape(self.type().shape()));
  }

  private Node positions(Node self) {
    Node indices = Node.of(new MaxPoolIndices(pooling), self.inputs());
    return indices.reshape(flattened(indices));
  }

  private static Shape flattened(Node node) {
    Shape shape = node.type().shape();
    int size = shape.slice(2, shape.rank()).elements();
    return shape.slice(0, 2).followedBy(Shape.of(size));
  }

  @Override
  public Formula formula(List<Indexed> inputs, List<Formula> index) {
    return largest(pooling, inputs.getFirst(), index);
  }

  /// The largest element under a window; padding counts as −∞.
  static Formula largest(Pooling pooling, Indexed x, List<Formula> index) {
    List<Formula> positions = pooling.positions(index);
    Formula element = x.at(Filter.join(index.get(0), index.get(1), positions));
    return pooling.fold(
        Combination.MAX,
        pooling.isInside()
            ? element
            : new Formula.Choose(
                Pooling.inside(x, positions), element, Formula.number(Double.NEGATIVE_INFINITY)));
  }
}
