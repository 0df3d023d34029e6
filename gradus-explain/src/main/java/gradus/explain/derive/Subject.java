package gradus.explain.derive;

import gradus.formula.Indexed;
import gradus.graph.Graph;
import gradus.nn.model.Binding;
import gradus.nn.model.Instance;
import gradus.nn.model.Network;
import gradus.nn.model.Step;
import gradus.op.Node;
import gradus.op.source.Input;
import gradus.op.source.Parameter;
import gradus.op.source.State;
import gradus.tensor.DType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A network with its loss, each node with a name and a layer.
///
/// @param instance the network for a small batch, in double
/// @param target the input that stands for what is wanted
/// @param logits what the loss reads
/// @param loss the scalar
/// @param order all nodes, each after its inputs
/// @param names the name of each node
/// @param layers the layer to which each node belongs, `loss` for what follows the network
record Subject(
    Instance instance,
    Node target,
    Node logits,
    Node loss,
    List<Node> order,
    Map<Node, String> names,
    Map<Node, String> layers) {

  static final String LOSS = "loss";

  /// The name of what stands for any cotangent, where an activation is differentiated.
  static final String COTANGENT = "u";

  static Subject of(Network network, LossChoice choice, int batch) {
    Instance instance = network.instantiate(new Binding(batch, true, DType.F64));
    Node logits = choice.reading(instance.output());
    Node target = Input.of("y", logits.type());
    Node loss = choice.each(logits, target).mean();
    List<Node> order = Node.inputsFirst(List.of(loss));
    Map<Node, String> names = new LinkedHashMap<>();
    Map<Node, String> layers = new LinkedHashMap<>();
    instance.inputs().forEach((name, node) -> names.put(node, name));
    names.put(target, "y");
    names.put(loss, "L");
    for (Step step : network.steps()) {
      Node value = instance.values().get(step.name());
      names.putIfAbsent(value, step.name());
      for (Node node : Node.inputsFirst(List.of(value))) {
        layers.putIfAbsent(node, step.name());
      }
    }
    Subject subject = new Subject(instance, target, logits, loss, order, names, layers);
    order.forEach(subject::name);
    return subject;
  }

  /// The same network, where instead of the loss `L = Σ u · z` is differentiated, for any `u` and
  /// the node `z` of a name; the loss itself for `L`.
  Subject towards(String name) {
    Node node = find("--of", name);
    if (node == loss) {
      return this;
    }
    Node any = Input.of(COTANGENT, node.type());
    Node sum = node.times(any).sum();
    List<Node> nodes = Node.inputsFirst(List.of(sum));
    Map<Node, String> known = new LinkedHashMap<>();
    names.forEach(
        (each, called) -> {
          if (nodes.contains(each)) {
            known.put(each, called);
          }
        });
    known.put(any, COTANGENT);
    known.put(sum, "L");
    Subject subject =
        new Subject(instance, any, node, sum, nodes, known, new LinkedHashMap<>(layers));
    nodes.forEach(subject::name);
    return subject;
  }

  private void name(Node node) {
    layers.putIfAbsent(node, LOSS);
    if (names.containsKey(node)) {
      return;
    }
    boolean known =
        node.op() instanceof Parameter || node.op() instanceof State || node.op() instanceof Input;
    String base =
        known
            ? Graph.nameOf(node)
            : layers.get(node) + "." + Words.spaced(node.op().name()).replace(' ', '_');
    String name = base;
    for (int count = 2; names.containsValue(name); count++) {
      name = base + count;
    }
    names.put(node, name);
  }

  String nameOf(Node node) {
    return names.getOrDefault(node, node.op().name());
  }

  Indexed named(Node node) {
    return Indexed.named(nameOf(node), node.type().shape());
  }

  Indexed delta(Node node) {
    return node == loss
        ? new Indexed(List.of(), _ -> gradus.formula.Formula.ONE, true)
        : Indexed.named(deltaName(node), node.type().shape());
  }

  String deltaName(Node node) {
    return "δ_" + nameOf(node);
  }

  /// The nodes that read a node, in the order of the graph; twice where it is read twice.
  List<Node> users(Node node) {
    List<Node> users = new ArrayList<>();
    for (Node other : order) {
      other.inputs().stream().filter(input -> input == node).forEach(_ -> users.add(other));
    }
    return users;
  }

  /// The node of this name, as a person gives it.
  ///
  /// Throws {@link IllegalArgumentException} for a name that is not there.
  Node find(String option, String name) {
    return names.entrySet().stream()
        .filter(entry -> entry.getValue().equals(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s %s: expected the name of a parameter, activation or input, found \"%s\". Known here: %s."
                        .formatted(option, name, name, String.join(", ", names.values()))));
  }
}
