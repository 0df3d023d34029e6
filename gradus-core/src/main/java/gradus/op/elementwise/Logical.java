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

/// And, or, not of truth values at every element.
///
/// Shape: equal shapes, BOOL. Derivative: stops.
///
/// @param connective which one
public record Logical(Connective connective) implements Elementwise {

  /// How truth values are joined.
  public enum Connective {
    /// Both hold.
    AND,
    /// At least one holds.
    OR,
    /// The one input does not hold.
    NOT
  }

  @Override
  public TensorType type(List<TensorType> inputs) {
    for (TensorType input : inputs) {
      if (input.dtype() != DType.BOOL) {
        throw new GraphException(
            "%s%s: expected truth values, found %s. Compare first."
                .formatted(connective, inputs, input.dtype()));
      }
      if (!input.shape().equals(inputs.getFirst().shape())) {
        throw new ShapeException(
            "%s%s: expected equal shapes, found %s and %s. Broadcast one to the other."
                .formatted(connective, inputs, inputs.getFirst().shape(), input.shape()));
      }
    }
    return inputs.getFirst();
  }

  @Override
  public List<Cotangent> vjp(Node self, Node cotangent) {
    return Collections.nCopies(
        self.inputs().size(), Cotangent.stops("truth values have no derivative"));
  }

  @Override
  public Optional<Node> jvp(Node self, int input, Node tangent) {
    return Optional.empty();
  }

  @Override
  public Formula element(List<Formula> inputs) {
    List<Condition> parts =
        inputs.stream().map(input -> Condition.compare(Relation.NE, input, Formula.ZERO)).toList();
    return new Formula.Iverson(
        switch (connective) {
          case AND -> new Condition.And(parts);
          case OR -> new Condition.Or(parts);
          case NOT -> new Condition.Not(parts.getFirst());
        });
  }
}
