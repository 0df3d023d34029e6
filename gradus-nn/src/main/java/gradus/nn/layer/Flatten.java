package gradus.nn.layer;

import gradus.op.Node;
import gradus.tensor.Shape;
import java.util.List;

/// All axes but the batch joined to one: `[batch, …]` to `[batch, n]`.
public record Flatten() implements Layer {

  @Override
  public Node apply(List<Node> inputs, Scope scope) {
    Shape shape = inputs.getFirst().type().shape();
    return inputs
        .getFirst()
        .reshape(Shape.of(shape.size(0), shape.slice(1, shape.rank()).elements()));
  }

  @Override
  public String kind() {
    return "flatten";
  }
}
