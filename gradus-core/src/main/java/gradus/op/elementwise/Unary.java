package gradus.op.elementwise;

import gradus.formula.Formula;
import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.tensor.GraphException;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `y = f(x)` at every element: the type is kept, and the vjp is `x̄ = f′(x) · ȳ`.
public sealed interface Unary extends Elementwise
    permits Neg,
        Abs,
        Sign,
        Exp,
        Log,
        Log1p,
        Expm1,
        Sqrt,
        Floor,
        Sin,
        Cos,
        Atan,
        Erf,
        Sigmoid,
        Tanh,
        Softplus,
        Relu {

  /// `dy/dx` at each element, as a graph over the input `x` and the output `y`.
  Node derivative(Node x, Node y);

  /// Whether integers are taken too: only where no rounding is possible.
  default boolean takesIntegers() {
    return false;
  }

  /// Why no derivative flows, or empty where it does.
  default Optional<String> flat() {
    return Optional.empty();
  }

  @Override
  default TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    if (!x.dtype().isFloat() && !(takesIntegers() && x.dtype().isInteger())) {
      throw new GraphException(
          "%s(x=%s): expected %s, found %s. Cast x first."
              .formatted(
                  name().toLowerCase(Locale.ROOT),
                  x,
                  takesIntegers() ? "a number type" : "f32 or f64",
                  x.dtype()));
    }
    return x;
  }

  /// Why no derivative flows through a node: the function is flat, or its values are integers.
  private Optional<String> stop(Node self) {
    return self.type().dtype().isFloat() ? flat() : Optional.of("integers have no derivative");
  }

  @Override
  default List<Cotangent> vjp(Node self, Node cotangent) {
    return List.of(
        stop(self)
            .map(Cotangent::stops)
            .orElseGet(() -> Cotangent.flows(cotangent.times(derivative(self.input(0), self)))));
  }

  @Override
  default Optional<Node> jvp(Node self, int input, Node tangent) {
    return stop(self).isPresent()
        ? Optional.empty()
        : Optional.of(tangent.times(derivative(self.input(0), self)));
  }

  @Override
  default Formula element(List<Formula> inputs) {
    return Formula.call(name().toLowerCase(Locale.ROOT), inputs.getFirst());
  }
}
