package gradus.op.indexing;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.tensor.DType;
import gradus.tensor.GraphException;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/// A new last axis that is 1 at the position given, else 0: `y[…, k] = [x[…] = k]`.
///
/// Edge: a position outside 0 … depth − 1 gives zeros only. Derivative: stops.
///
/// @param depth the length of the new axis
/// @param dtype the type of its elements
public record OneHot(int depth, DType dtype) implements Indexing {

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    if (!x.dtype().isInteger()) {
      throw new GraphException(
          "oneHot(x=%s): expected i32 or i64, found %s. Cast x first.".formatted(x, x.dtype()));
    }
    return new TensorType(dtype, x.shape().insert(x.shape().rank(), depth));
  }

  @Override
  public List<Cotangent> vjp(Node self, Node cotangent) {
    return List.of(Cotangent.stops("positions are integers"));
  }

  @Override
  public Optional<Node> jvp(Node self, int input, Node tangent) {
    return Optional.empty();
  }

  @Override
  public Formula formula(List<Indexed> inputs, List<Formula> index) {
    int last = index.size() - 1;
    return new Formula.Iverson(
        Condition.compare(
            Relation.EQ, inputs.getFirst().at(index.subList(0, last)), index.get(last)));
  }
}
