package gradus.nn.layer;

import gradus.op.Node;
import java.util.List;
import java.util.function.Function;

/// A user's function without parameters as a layer.
///
/// @param kind what it is called
/// @param function builds the output from the inputs
public record Mapped(String kind, Function<List<Node>, Node> function) implements Layer {

  @Override
  public Node apply(List<Node> inputs, Scope scope) {
    return function.apply(inputs);
  }
}
