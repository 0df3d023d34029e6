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
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// A relation at every element; the output is a truth value.
///
/// Shape: equal shapes, equal types. Edge: every relation with NaN is false, except `≠`.
/// Derivative: stops.
///
/// @param relation which one
public record Compare(Relation relation) implements Elementwise {

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.get(0);
    TensorType y = inputs.get(1);
    if (!x.shape().equals(y.shape())) {
      throw new ShapeException(
          "compare(x=%s, y=%s): expected equal shapes, found %s and %s. Broadcast one to the other."
              .formatted(x, y, x.shape(), y.shape()));
    }
    if (x.dtype() != y.dtype()) {
      throw new GraphException(
          "compare(x=%s, y=%s): expected one element type, found %s and %s. Cast one to the other."
              .formatted(x, y, x.dtype(), y.dtype()));
    }
    return x.with(DType.BOOL);
  }

  @Override
  public List<Cotangent> vjp(Node self, Node cotangent) {
    return Collections.nCopies(2, Cotangent.stops("a comparison yields a truth value"));
  }

  @Override
  public Optional<Node> jvp(Node self, int input, Node tangent) {
    return Optional.empty();
  }

  @Override
  public Formula element(List<Formula> inputs) {
    return new Formula.Iverson(Condition.compare(relation, inputs.get(0), inputs.get(1)));
  }
}
