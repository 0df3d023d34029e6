package gradus.nn.layer;

import gradus.op.Node;
import java.util.ArrayList;
import java.util.List;

/// A value put around the spatial axes.
///
/// A convolution pads with 0; where another value stands for "nothing there", such as −1 after
/// tanh, this layer goes before a convolution without padding. Shape: `[batch, channels,
/// spatial…]`, each spatial axis longer by `before + after`.
///
/// @param before how many before the first element of each spatial axis
/// @param after how many after the last
/// @param value what they are
public record PadLayer(List<Integer> before, List<Integer> after, double value) implements Layer {

  public PadLayer {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  @Override
  public Node apply(List<Node> inputs, Scope scope) {
    List<Integer> front = new ArrayList<>(List.of(0, 0));
    front.addAll(before);
    List<Integer> back = new ArrayList<>(List.of(0, 0));
    back.addAll(after);
    return inputs.getFirst().pad(front, back, value);
  }

  @Override
  public String kind() {
    return "pad";
  }
}
