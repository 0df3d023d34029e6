package gradus.nn.layer;

import gradus.op.Node;
import gradus.tensor.Shape;
import java.util.List;

/// Each example under another shape of as many elements.
///
/// @param shape the shape of one example afterwards
public record Reshape(Shape shape) implements Layer {

  @Override
  public Node apply(List<Node> inputs, Scope scope) {
    Node x = inputs.getFirst();
    return x.reshape(shape.insert(0, x.type().shape().size(0)));
  }

  @Override
  public String kind() {
    return "reshape";
  }
}
