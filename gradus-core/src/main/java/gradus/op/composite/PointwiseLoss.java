package gradus.op.composite;

import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.tensor.GraphException;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/// A loss at every element: `L = ℓ(x, t)` for a prediction `x` and a target `t`.
///
/// Shape: `x` and `t` of one shape, kept. Derivative: `x̄ = ȳ ∂ℓ/∂x`, `t̄ = ȳ ∂ℓ/∂t`.
public sealed interface PointwiseLoss extends Loss
    permits BinaryCrossEntropy,
        BinaryCrossEntropyOfProbability,
        SquaredError,
        SigmoidSquaredError,
        AbsoluteError,
        Huber,
        Hinge,
        Focal {

  /// `∂ℓ/∂x` at each element.
  Node slope(Node x, Node t);

  /// `∂ℓ/∂t` at each element; a loss of the error `x − t` alone has the negative slope.
  default Node targetSlope(Node x, Node t) {
    return slope(x, t).negated();
  }

  /// `ℓ(x, t)`.
  Formula element(Formula x, Formula t);

  @Override
  default TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.get(0);
    TensorType t = inputs.get(1);
    if (!x.dtype().isFloat() || x.dtype() != t.dtype()) {
      throw new GraphException(
          "%s(prediction=%s, target=%s): expected f32 or f64 for both, found %s and %s. Cast them to one type."
              .formatted(call(), x, t, x.dtype(), t.dtype()));
    }
    if (!x.shape().equals(t.shape())) {
      throw new ShapeException(
          "%s(prediction=%s, target=%s): expected equal shapes, found %s and %s. Reshape or broadcast the target."
              .formatted(call(), x, t, x.shape(), t.shape()));
    }
    return x;
  }

  @Override
  default List<Cotangent> vjp(Node self, Node cotangent) {
    Node x = self.input(0);
    Node t = self.input(1);
    return List.of(
        Cotangent.flows(cotangent.times(slope(x, t))),
        Cotangent.flows(cotangent.times(targetSlope(x, t))));
  }

  @Override
  default Optional<Node> jvp(Node self, int input, Node tangent) {
    Node x = self.input(0);
    Node t = self.input(1);
    return Optional.of(tangent.times(input == 0 ? slope(x, t) : targetSlope(x, t)));
  }

  @Override
  default Formula formula(List<Indexed> inputs, List<Formula> index) {
    return element(inputs.get(0).at(index), inputs.get(1).at(index));
  }
}
