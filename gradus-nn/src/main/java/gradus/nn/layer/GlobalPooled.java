package gradus.nn.layer;

import gradus.op.Node;
import gradus.tensor.Shape;
import java.util.List;

/// One number a channel: the largest element or the mean over all spatial axes.
///
/// Shape: `[batch, channels, spatial…]` to `[batch, channels]`.
///
/// @param statistic what is taken of a channel
public record GlobalPooled(Pooled.Statistic statistic) implements Layer {

  @Override
  public Node apply(List<Node> inputs, Scope scope) {
    Node x = inputs.getFirst();
    Shape shape = x.type().shape();
    List<Integer> spatial = shape.allAxes().subList(2, shape.rank());
    return switch (statistic) {
      case MAX -> x.max(spatial, false);
      case AVERAGE -> x.mean(spatial, false);
    };
  }

  @Override
  public String kind() {
    return switch (statistic) {
      case MAX -> "globalMaxPool";
      case AVERAGE -> "globalAveragePool";
    };
  }
}
