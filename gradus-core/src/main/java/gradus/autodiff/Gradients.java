package gradus.autodiff;

import gradus.op.Cotangent;
import gradus.op.Node;
import gradus.op.composite.Function;
import gradus.op.source.Input;
import gradus.tensor.GraphException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reverse-mode differentiation: the gradient of a scalar, or a cotangent pulled back.
public final class Gradients {

  private final Map<Node, Node> cotangents = new LinkedHashMap<>();
  private final Map<Node, String> reasons = new LinkedHashMap<>();

  private Gradients() {}

  /// The gradients of a scalar `y` with respect to `wrt`, as nodes of their types.
  ///
  /// Where no gradient reaches a node the answer is a constant 0; {@link #whyZero} says why.
  ///
  /// Throws {@link GraphException} if `y` is no float scalar.
  public static List<Node> of(Node y, List<Node> wrt) {
    if (y.type().shape().rank() != 0 || !y.type().dtype().isFloat()) {
      throw new GraphException(
          "gradient of %s: expected a float scalar, found %s. Reduce it with sum() or mean() first."
              .formatted(y, y.type()));
    }
    return pullBack(y, y.filled(1), wrt).of(wrt);
  }

  /// Pulls a cotangent of `y` back to the nodes `wrt`.
  public static Gradients pullBack(Node y, Node cotangent, List<Node> wrt) {
    Gradients result = new Gradients();
    List<Node> order = Node.inputsFirst(List.of(y));
    Set<Node> active = dependents(order, wrt);
    result.cotangents.put(y, cotangent);
    for (Node node : order.reversed()) {
      Node meet = result.cotangents.get(node);
      if (meet != null && active.contains(node) && !node.inputs().isEmpty()) {
        result.spread(node, meet, active);
      } else if (meet == null) {
        result.hush(node, active);
      }
    }
    return result;
  }

  /// The nodes of `order` from which some node of `wrt` can be reached.
  private static Set<Node> dependents(List<Node> order, List<Node> wrt) {
    Set<Node> active = Collections.newSetFromMap(new IdentityHashMap<>());
    active.addAll(wrt);
    for (Node node : order) {
      if (node.inputs().stream().anyMatch(active::contains)) {
        active.add(node);
      }
    }
    return active;
  }

  private void spread(Node node, Node meet, Set<Node> active) {
    List<Cotangent> answers = answers(node, meet);
    for (int i = 0; i < answers.size(); i++) {
      Node input = node.input(i);
      if (!active.contains(input)) {
        continue;
      }
      switch (answers.get(i)) {
        case Cotangent.Flows(Node gradient) -> cotangents.merge(input, gradient, Node::plus);
        case Cotangent.Stops(String reason) ->
            reasons.putIfAbsent(input, "%s: %s".formatted(node.op().name(), reason));
      }
    }
  }

  /// What stopped a gradient at a node is why none arrives at what the node reads.
  private void hush(Node node, Set<Node> active) {
    String reason = reasons.get(node);
    if (reason != null) {
      node.inputs().stream()
          .filter(active::contains)
          .forEach(input -> reasons.putIfAbsent(input, reason));
    }
  }

  private static List<Cotangent> answers(Node node, Node meet) {
    return node.op() instanceof Function function && function.derivesVjp()
        ? derived(function, node, meet)
        : node.op().vjp(node, meet);
  }

  /// The rule of a function from its body: derived once over the formal inputs, then moved to the
  /// actual ones.
  private static List<Cotangent> derived(Function function, Node node, Node meet) {
    Node arriving = Input.of("cotangent", meet.type());
    Gradients inner = pullBack(function.result(), arriving, function.formals());
    Map<Node, Node> actuals = new LinkedHashMap<>(Map.of(arriving, meet, function.result(), node));
    actuals.putAll(function.actuals(node.inputs()));
    List<Node> moved = Node.substitute(inner.of(function.formals()), actuals);
    List<Cotangent> answers = new ArrayList<>();
    for (Node formal : function.formals()) {
      answers.add(
          inner.cotangents.containsKey(formal)
              ? Cotangent.flows(moved.get(answers.size()))
              : Cotangent.stops(inner.whyZero(formal)));
    }
    return answers;
  }

  /// The gradients of these nodes, a constant 0 where none arrived.
  public List<Node> of(List<Node> wrt) {
    return wrt.stream()
        .map(node -> cotangents.containsKey(node) ? cotangents.get(node) : node.filled(0))
        .toList();
  }

  /// Why no gradient arrived at a node: the operation that stopped it, or that nothing depends on
  /// it.
  public String whyZero(Node node) {
    return cotangents.containsKey(node)
        ? "a gradient arrives"
        : reasons.getOrDefault(node, "the output does not depend on it");
  }
}
