package gradus.runs.event;

import gradus.nn.layer.Variable;
import gradus.nn.model.Binding;
import gradus.nn.model.Instance;
import gradus.nn.model.Network;
import gradus.nn.model.Step;
import gradus.op.Node;
import gradus.op.source.Input;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// A network's operations in boxes, one for each layer, for one example in inference.
final class NetworkGraph {

  private final Map<Node, String> names = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final List<GraphNode> nodes = new ArrayList<>();

  private NetworkGraph() {}

  static Event.Graph of(Network network) {
    Instance instance = network.instantiate(Binding.inference(1));
    NetworkGraph graph = new NetworkGraph();
    instance.inputs().forEach((name, node) -> graph.add(node, plain(name)));
    for (Variable variable : instance.variables()) {
      graph.names.put(variable.node(), graph.free(plain(variable.name()).replace('.', '/')));
    }
    for (Step step : network.steps()) {
      Node value = Objects.requireNonNull(instance.values().get(step.name()), step.name());
      graph.addAll(value, plain(step.name()));
    }
    graph.addAll(instance.output(), "output");
    return new Event.Graph(graph.nodes);
  }

  private final Set<Node> added = new HashSet<>();

  /// Adds what a value needs and what is not there yet, in the box of its layer.
  private void addAll(Node value, String box) {
    for (Node node : Node.inputsFirst(List.of(value))) {
      add(node, box + "/" + plain(node.op().name()));
    }
  }

  private void add(Node node, String name) {
    if (!added.add(node)) {
      return;
    }
    String mine = names.computeIfAbsent(node, _ -> free(name));
    nodes.add(
        new GraphNode(
            mine,
            node.op() instanceof Input ? "Placeholder" : node.op().name(),
            node.inputs().stream().map(names::get).toList(),
            node.type().shape().sizes().stream().map(Integer::longValue).toList(),
            node.inputs().isEmpty() ? "" : shortened(node.op().toString())));
  }

  private static String shortened(String text) {
    return text.length() <= 200 ? text : text.substring(0, 199) + "…";
  }

  private String free(String name) {
    String found = name;
    for (int i = 1; !taken.add(found); i++) {
      found = String.format(Locale.ROOT, "%s_%d", name, i);
    }
    return found;
  }

  /// A name as TensorFlow allows it: letters, digits and `.`, `_`, `/` within.
  private static String plain(String name) {
    String allowed = name.replaceAll("[^A-Za-z0-9_./>]", "_");
    return allowed.matches("[A-Za-z0-9.].*") ? allowed : "n" + allowed;
  }
}
