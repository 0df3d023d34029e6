package gradus.op.source;

import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.op.Op;
import gradus.tensor.GraphException;
import gradus.tensor.TensorType;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// An operation that brings values in; its type does not depend on its inputs.
public sealed interface Source extends Op permits Input, Parameter, State, Constant, Draw {

  /// The type of what it brings.
  TensorType type();

  /// How many inputs it takes: 0, except for a {@link Draw}, which takes its key.
  default int arity() {
    return 0;
  }

  @Override
  default TensorType type(List<TensorType> inputs) {
    if (inputs.size() != arity()) {
      throw new GraphException(
          "%s: expected %d inputs, found %d. Build it with its own factory."
              .formatted(name(), arity(), inputs.size()));
    }
    return type();
  }

  @Override
  default List<Cotangent> vjp(Node self, Node cotangent) {
    return Collections.nCopies(arity(), Cotangent.stops("a source does not vary with its key"));
  }

  @Override
  default Optional<Node> jvp(Node self, int input, Node tangent) {
    return Optional.empty();
  }

  @Override
  default Formula formula(List<Indexed> inputs, List<Formula> index) {
    return new Formula.Entry(name(), index);
  }
}
