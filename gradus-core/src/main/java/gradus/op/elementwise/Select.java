package gradus.op.elementwise;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.tensor.DType;
import gradus.tensor.GraphException;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/// `x` where the condition holds, else `y`.
///
/// Shape: condition (BOOL), x and y of one shape; x and y of one type. The side not taken does not
/// matter, be it NaN. Derivative: to the side taken; to the other a 0, not NaN.
public record Select() implements Elementwise {

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType condition = inputs.get(0);
    TensorType x = inputs.get(1);
    TensorType y = inputs.get(2);
    if (!x.shape().equals(y.shape()) || !condition.shape().equals(x.shape())) {
      throw new ShapeException(
          "select(condition=%s, x=%s, y=%s): expected equal shapes, found %s, %s and %s. Broadcast them."
              .formatted(condition, x, y, condition.shape(), x.shape(), y.shape()));
    }
    if (condition.dtype() != DType.BOOL || x.dtype() != y.dtype()) {
      throw new GraphException(
          "select(condition=%s, x=%s, y=%s): expected bool and two of one type, found %s, %s and %s. Cast them."
              .formatted(condition, x, y, condition.dtype(), x.dtype(), y.dtype()));
    }
    return x;
  }

  @Override
  public List<Cotangent> vjp(Node self, Node cotangent) {
    Cotangent condition = Cotangent.stops("the condition is a truth value");
    if (!self.type().dtype().isFloat()) {
      Cotangent stops = Cotangent.stops("integers have no derivative");
      return List.of(condition, stops, stops);
    }
    return List.of(
        condition,
        Cotangent.flows(side(self, 1, cotangent)),
        Cotangent.flows(side(self, 2, cotangent)));
  }

  @Override
  public Optional<Node> jvp(Node self, int input, Node tangent) {
    return input == 0 || !self.type().dtype().isFloat()
        ? Optional.empty()
        : Optional.of(side(self, input, tangent));
  }

  private static Node side(Node self, int input, Node v) {
    Node zero = v.filled(0);
    return input == 1 ? self.input(0).choose(v, zero) : self.input(0).choose(zero, v);
  }

  @Override
  public Formula element(List<Formula> inputs) {
    return new Formula.Choose(
        Condition.compare(Relation.NE, inputs.get(0), Formula.ZERO), inputs.get(1), inputs.get(2));
  }
}
