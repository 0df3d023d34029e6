package gradus.op.elementwise;

import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.tensor.DType;
import gradus.tensor.GraphException;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `z = f(x, y)` at every element: both inputs and the output have one type.
public sealed interface Binary extends Elementwise permits Add, Sub, Mul, Div, Pow, Min, Max {

  /// `∂z/∂x` for input 0 and `∂z/∂y` for input 1, as a graph.
  Node partial(Node self, int input);

  /// The partial derivative times a tangent or cotangent `v`; simple rules override it.
  default Node along(Node self, int input, Node v) {
    return v.times(partial(self, input));
  }

  @Override
  default TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.get(0);
    TensorType y = inputs.get(1);
    if (!x.shape().equals(y.shape())) {
      throw new ShapeException(
          "%s(x=%s, y=%s): expected equal shapes, found %s and %s. Broadcast one to the other."
              .formatted(name().toLowerCase(Locale.ROOT), x, y, x.shape(), y.shape()));
    }
    if (x.dtype() != y.dtype() || x.dtype() == DType.BOOL) {
      throw new GraphException(
          "%s(x=%s, y=%s): expected one number type, found %s and %s. Cast one to the other."
              .formatted(name().toLowerCase(Locale.ROOT), x, y, x.dtype(), y.dtype()));
    }
    return x;
  }

  @Override
  default List<Cotangent> vjp(Node self, Node cotangent) {
    if (!self.type().dtype().isFloat()) {
      Cotangent stops = Cotangent.stops("integers have no derivative");
      return List.of(stops, stops);
    }
    return List.of(
        Cotangent.flows(along(self, 0, cotangent)), Cotangent.flows(along(self, 1, cotangent)));
  }

  @Override
  default Optional<Node> jvp(Node self, int input, Node tangent) {
    return self.type().dtype().isFloat()
        ? Optional.of(along(self, input, tangent))
        : Optional.empty();
  }
}
