package gradus.nn.layer;

import gradus.op.Node;
import java.util.List;

/// `y = f(x) + s(x)`: a body and a shortcut, added; an empty shortcut is `x` itself.
///
/// Source: He, Zhang, Ren and Sun 2016, "Deep residual learning", equations 1 and 2.
///
/// @param body the layers of f, one after the other
/// @param shortcut the layers of s, none for the identity
public record Residual(List<Layer> body, List<Layer> shortcut) implements Layer {

  public Residual {
    body = List.copyOf(body);
    shortcut = List.copyOf(shortcut);
  }

  @Override
  public Node apply(List<Node> inputs, Scope scope) {
    Node main = Chains.apply(body, inputs.getFirst(), scope.child("body"));
    return main.plus(Chains.apply(shortcut, inputs.getFirst(), scope.child("shortcut")));
  }

  @Override
  public String kind() {
    return "residual";
  }
}
