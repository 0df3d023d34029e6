package gradus.nn.layer;

import gradus.op.Layout;
import gradus.op.Node;
import gradus.tensor.ShapeException;
import java.util.List;

/// The logit of the reference class, which is 0, put among K − 1 free ones.
///
/// Shape: `[batch, …, K − 1]` to `[batch, …, K]`. Source: spec 2.3.
///
/// @param position where it goes, from 0 to K − 1
public record ReferenceLogit(int position) implements Layer {

  @Override
  public Node apply(List<Node> inputs, Scope scope) {
    Node x = inputs.getFirst();
    int free = x.type().shape().size(-1);
    if (position < 0 || position > free) {
      throw new ShapeException(
          "referenceLogit(x=%s, position=%d): expected a position from 0 to %d, found %d. Count classes from 0."
              .formatted(x.type(), position, free, position));
    }
    Node zero = x.slice(-1, 0, 1).filled(0);
    int last = x.type().shape().rank() - 1;
    return Layout.concat(
        last, List.of(x.slice(-1, 0, position), zero, x.slice(-1, position, free)));
  }

  @Override
  public String kind() {
    return "referenceLogit";
  }
}
