package gradus.nn.layer;

import gradus.op.Node;
import java.util.List;

/// A layer that is not trained: it keeps its parameters, normalises by its running statistics, and
/// drops nothing, in training as in inference.
///
/// @param layer the layer
public record Frozen(Layer layer) implements Layer {

  @Override
  public Node apply(List<Node> inputs, Scope scope) {
    return layer.apply(inputs, scope.frozen());
  }

  @Override
  public String kind() {
    return layer.kind();
  }
}
