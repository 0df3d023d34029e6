package gradus.op.composite;

import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.tensor.GraphException;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/// `y = f(x)` at every element, made of simpler operations; the vjp is `x̄ = ȳ · f′(x)`.
///
/// Shape: any of f32 or f64, kept. NaN gives NaN. At ±∞ and at large magnitudes the value is the
/// limit, also where the definition would meet `∞ · 0`.
public sealed interface Activation extends Composite
    permits LeakyRelu,
        Elu,
        Selu,
        Gelu,
        GeluTanh,
        Silu,
        Softsign,
        HardSigmoid,
        HardSwish,
        Mish,
        LogSigmoid,
        Clip {

  /// The mathematics, `f(x)`.
  Node define(Node x);

  /// The same function in a stable form.
  Node lower(Node x);

  /// `dy/dx` at each element, as a graph over the input `x` and the output `y`.
  Node derivative(Node x, Node y);

  /// The output's element from the input's.
  Formula element(Formula x);

  @Override
  default Node definition(List<Node> inputs) {
    return define(inputs.getFirst());
  }

  @Override
  default Node lowering(List<Node> inputs) {
    return lower(inputs.getFirst());
  }

  @Override
  default TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    if (!x.dtype().isFloat()) {
      String call = Character.toLowerCase(name().charAt(0)) + name().substring(1);
      throw new GraphException(
          "%s(x=%s): expected f32 or f64, found %s. Cast x first.".formatted(call, x, x.dtype()));
    }
    return x;
  }

  @Override
  default List<Cotangent> vjp(Node self, Node cotangent) {
    return List.of(Cotangent.flows(cotangent.times(derivative(self.input(0), self))));
  }

  @Override
  default Optional<Node> jvp(Node self, int input, Node tangent) {
    return Optional.of(tangent.times(derivative(self.input(0), self)));
  }

  @Override
  default Formula formula(List<Indexed> inputs, List<Formula> index) {
    return element(inputs.getFirst().at(index));
  }

  /// `x`, cut from below where a factor beside it has vanished, so that 0 does not meet −∞.
  static Node atLeast(Node x, double low) {
    return x.max(x.filled(low));
  }

  /// `x`, cut to ±`bound` where factors beside it have vanished, so that 0 does not meet ±∞.
  static Node near(Node x, double bound) {
    return atLeast(x, -bound).min(x.filled(bound));
  }
}
