package gradus.nn.layer;

import gradus.op.Layout;
import gradus.op.Node;
import java.util.List;

/// Several values made one: added, or put one after the other along the channels (axis 1).
///
/// @param join how
public record Joined(Parallel.Join join) implements Layer {

  @Override
  public Node apply(List<Node> inputs, Scope scope) {
    return switch (join) {
      case ADD -> inputs.stream().reduce(Node::plus).orElseThrow();
      case CONCAT -> Layout.concat(1, inputs);
    };
  }

  @Override
  public String kind() {
    return switch (join) {
      case ADD -> "add";
      case CONCAT -> "concat";
    };
  }
}
