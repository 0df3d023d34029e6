package gradus.autodiff;

import gradus.op.Node;
import gradus.op.composite.Function;
import gradus.op.source.Input;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Forward-mode differentiation: how outputs move when inputs do.
public final class Tangents {

  private Tangents() {}

  /// The tangent of `y` when each key moves by its value: `J v`.
  ///
  /// @param y the output
  /// @param directions for a node, its tangent of the same type
  /// @return the tangent of `y`, a constant 0 where nothing moves it
  public static Node of(Node y, Map<Node, Node> directions) {
    return moving(y, directions).orElseGet(() -> y.filled(0));
  }

  private static Optional<Node> moving(Node y, Map<Node, Node> directions) {
    Map<Node, Node> tangents = new LinkedHashMap<>(directions);
    for (Node node : Node.inputsFirst(List.of(y))) {
      if (!tangents.containsKey(node)) {
        push(node, tangents).ifPresent(tangent -> tangents.put(node, tangent));
      }
    }
    return Optional.ofNullable(tangents.get(y));
  }

  private static Optional<Node> push(Node node, Map<Node, Node> tangents) {
    if (node.op() instanceof Function function && function.derivesJvp()) {
      return derived(function, node, tangents);
    }
    Optional<Node> total = Optional.empty();
    for (int i = 0; i < node.inputs().size(); i++) {
      Node moving = tangents.get(node.input(i));
      Optional<Node> part = moving == null ? Optional.empty() : node.op().jvp(node, i, moving);
      if (part.isPresent()) {
        total = Optional.of(total.isPresent() ? total.get().plus(part.get()) : part.get());
      }
    }
    return total;
  }

  /// The rule of a function from its body: derived over the formal inputs, then moved to the actual
  /// ones.
  private static Optional<Node> derived(Function function, Node node, Map<Node, Node> tangents) {
    Map<Node, Node> directions = new LinkedHashMap<>();
    Map<Node, Node> actuals = new LinkedHashMap<>(Map.of(function.result(), node));
    actuals.putAll(function.actuals(node.inputs()));
    for (int i = 0; i < function.formals().size(); i++) {
      Node formal = function.formals().get(i);
      Node tangent = tangents.get(node.input(i));
      if (tangent != null) {
        Node direction = Input.of("tangent" + i, formal.type());
        directions.put(formal, direction);
        actuals.put(direction, tangent);
      }
    }
    return moving(function.result(), directions)
        .map(moved -> Node.substitute(List.of(moved), actuals).getFirst());
  }

  /// The product of the Hessian of a scalar `y` with a vector, forward over reverse.
  ///
  /// @param y a float scalar
  /// @param wrt the nodes in which it is differentiated twice
  /// @param vector a direction for each of them
  /// @return `H v`, in the order of `wrt`
  public static List<Node> hessianProduct(Node y, List<Node> wrt, List<Node> vector) {
    Map<Node, Node> directions = new LinkedHashMap<>();
    for (int i = 0; i < wrt.size(); i++) {
      directions.put(wrt.get(i), vector.get(i));
    }
    return Gradients.of(y, wrt).stream().map(gradient -> of(gradient, directions)).toList();
  }
}
