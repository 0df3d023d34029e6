package gradus.nn.layer;

import gradus.op.Node;
import java.util.List;

/// Layers one after the other inside another layer; their names count from 1.
final class Chains {

  private Chains() {}

  static Node apply(List<Layer> layers, Node x, Scope scope) {
    Node value = x;
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      value = layer.apply(List.of(value), scope.child(layer.kind() + (i + 1)));
    }
    return value;
  }
}
