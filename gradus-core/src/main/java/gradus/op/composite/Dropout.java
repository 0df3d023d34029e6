package gradus.op.composite;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.op.source.Draw;
import gradus.tensor.DType;
import gradus.tensor.GraphException;
import gradus.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/// Dropout: each element is 0 with probability `rate`, else divided by `1 − rate`, so that its mean
/// is kept.
///
/// Inputs: `x` and the key, an i64 scalar that changes from step to step. Shape: that of `x`.
/// Derivative: the same dropout of the tangent or cotangent, with the mask drawn again from the
/// key, never stored. Source: Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov 2014,
/// "Dropout".
///
/// @param rate how many are dropped, from 0 to below 1
/// @param stream the draws' own stream, so that no two dropouts of a graph share a mask
public record Dropout(double rate, long stream) implements Composite {

  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException(
          "dropout(rate=%s): expected a rate from 0 to below 1, found %s. Use 0.5 to drop half."
              .formatted(rate, rate));
    }
  }

  /// The elements of `x`, some dropped.
  public Node of(Node x, Node key) {
    return Node.of(this, List.of(x, key));
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    TensorType x = inputs.get(0);
    TensorType key = inputs.get(1);
    if (!x.dtype().isFloat() || key.dtype() != DType.I64 || key.shape().rank() != 0) {
      throw new GraphException(
          "dropout(x=%s, key=%s): expected f32 or f64 and an i64 scalar, found %s and %s. Feed the step's key."
              .formatted(x, key, x, key));
    }
    return x;
  }

  @Override
  public Node definition(List<Node> inputs) {
    Node x = inputs.get(0);
    Node draw = Draw.uniform(x.type(), stream, inputs.get(1));
    return draw.atLeast(draw.filled(rate)).choose(x.times(1 / (1 - rate)), x.filled(0));
  }

  @Override
  public Node lowering(List<Node> inputs) {
    return definition(inputs);
  }

  @Override
  public List<Cotangent> vjp(Node self, Node cotangent) {
    return List.of(
        Cotangent.flows(of(cotangent, self.input(1))), Cotangent.stops("a key is an integer"));
  }

  @Override
  public Optional<Node> jvp(Node self, int input, Node tangent) {
    return input == 0 ? Optional.of(of(tangent, self.input(1))) : Optional.empty();
  }

  @Override
  public Formula formula(List<Indexed> inputs, List<Formula> index) {
    Condition kept =
        Condition.compare(Relation.GE, new Formula.Entry("Draw", index), Formula.number(rate));
    Formula scaled = inputs.get(0).at(index).over(Formula.number(1 - rate));
    return new Formula.Choose(kept, scaled, Formula.ZERO);
  }
}
