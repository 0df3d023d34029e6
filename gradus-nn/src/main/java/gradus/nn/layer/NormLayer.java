package gradus.nn.layer;

import gradus.nn.init.Constant;
import gradus.nn.init.Fans;
import gradus.op.Node;
import gradus.op.composite.GroupNorm;
import gradus.op.composite.LayerNorm;
import gradus.tensor.Shape;
import java.util.List;

/// Normalisation of each example by itself: over all its axes, or over groups of channels.
///
/// Parameters: `scale` and `shift`, of the example's shape (layer) or `[channels]` (group). Source:
/// Ba, Kiros and Hinton 2016, equation 4; Wu and He 2018, equation 7.
///
/// @param groups 0 for layer normalisation over all axes of the example, else into how many groups
///   the channels are cut
/// @param epsilon what is added to the variance
public record NormLayer(int groups, double epsilon) implements Layer {

  /// Layer normalisation with ε = 1e−5.
  public static NormLayer layer() {
    return new NormLayer(0, 1e-5);
  }

  /// Group normalisation with ε = 1e−5.
  public static NormLayer group(int groups) {
    return new NormLayer(groups, 1e-5);
  }

  @Override
  public Node apply(List<Node> inputs, Scope scope) {
    Node x = inputs.getFirst();
    Shape shape = x.type().shape();
    List<Integer> axes = shape.allAxes().subList(1, shape.rank());
    Shape affine = groups == 0 ? shape.slice(1, shape.rank()) : Shape.of(shape.size(1));
    Node scale = scope.parameter("scale", affine, new Constant(1), new Fans(1, 1));
    Node shift = scope.parameter("shift", affine, new Constant(0), new Fans(1, 1));
    return groups == 0
        ? Node.of(new LayerNorm(axes, epsilon), List.of(x, scale, shift))
        : Node.of(new GroupNorm(groups, epsilon), List.of(x, scale, shift));
  }

  @Override
  public String kind() {
    return groups == 0 ? "layerNorm" : "groupNorm";
  }
}
