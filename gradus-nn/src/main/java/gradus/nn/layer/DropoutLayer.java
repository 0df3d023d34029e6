package gradus.nn.layer;

import gradus.op.Node;
import gradus.op.composite.Dropout;
import java.util.List;

/// Dropout: in training each element is 0 with probability `rate`, else divided by `1 − rate`; in
/// inference nothing.
///
/// Source: Srivastava, Hinton, Krizhevsky, Sutskever and Salakhutdinov 2014, with the inverted
/// scaling.
///
/// @param rate the probability, from 0 to below 1
public record DropoutLayer(double rate) implements Layer {

  public DropoutLayer {
    new Dropout(rate, 0);
  }

  @Override
  public Node apply(List<Node> inputs, Scope scope) {
    Node x = inputs.getFirst();
    return scope.training() && rate > 0
        ? Node.of(new Dropout(rate, scope.stream()), List.of(x, scope.key()))
        : x;
  }

  @Override
  public String kind() {
    return "dropout";
  }
}
