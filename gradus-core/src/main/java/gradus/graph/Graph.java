package gradus.graph;

import gradus.op.Node;
import gradus.op.source.Input;
import gradus.op.source.Parameter;
import gradus.op.source.State;
import gradus.tensor.GraphException;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Outputs by name and updates of parameters and states, with all nodes that they need.
///
/// A run reads every parameter and state before any update is written. A graph is immutable and
/// concrete: a network for another batch size is another graph (decision 0004).
public final class Graph {

  private final Map<String, Node> outputs;
  private final Map<Node, Node> updates;
  private final List<Node> nodes;

  /// A graph of these outputs and updates, verified.
  ///
  /// @param outputs what a run returns, by name
  /// @param updates for a parameter or state node, its value after the run
  public Graph(Map<String, Node> outputs, Map<Node, Node> updates) {
    this.outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    this.updates = Collections.unmodifiableMap(new LinkedHashMap<>(updates));
    List<Node> roots = new ArrayList<>(outputs.values());
    roots.addAll(updates.keySet());
    roots.addAll(updates.values());
    this.nodes = Collections.unmodifiableList(Node.inputsFirst(roots));
    verify("building");
  }

  /// A graph of outputs without updates.
  public static Graph of(Map<String, Node> outputs) {
    return new Graph(outputs, Map.of());
  }

  /// What a run returns, by name, in order.
  public Map<String, Node> outputs() {
    return outputs;
  }

  /// For a parameter or state, its value after the run.
  public Map<Node, Node> updates() {
    return updates;
  }

  /// All nodes, each after its inputs.
  public List<Node> nodes() {
    return nodes;
  }

  /// The input nodes, in order.
  public List<Node> inputs() {
    return nodes.stream().filter(node -> node.op() instanceof Input).toList();
  }

  /// The parameter and state nodes, in order.
  public List<Node> variables() {
    return nodes.stream()
        .filter(node -> node.op() instanceof Parameter || node.op() instanceof State)
        .toList();
  }

  /// The name of an input, parameter or state node.
  public static String nameOf(Node node) {
    return switch (node.op()) {
      case Input input -> input.label();
      case Parameter parameter -> parameter.label();
      case State state -> state.label();
      default ->
          throw new GraphException(
              "nameOf(%s): expected an input, parameter or state, found %s. Look the node up by its place instead."
                  .formatted(node, node.op().name()));
    };
  }

  /// Checks every type against its rule, names against doubles, updates against their states.
  ///
  /// @param pass the pass that made the graph, for the message
  public void verify(String pass) {
    Map<Node, Integer> numbers = numbers();
    Map<String, Node> named = new LinkedHashMap<>();
    for (Node node : nodes) {
      TensorType ruled = node.op().type(node.inputs().stream().map(Node::type).toList());
      if (!ruled.equals(node.type())) {
        throw new GraphException(
            "after %s: node %%%d %s has type %s, its shape rule says %s. The pass is broken."
                .formatted(pass, numbers.get(node), node.op().name(), node.type(), ruled));
      }
      if (node.op() instanceof Input
          || node.op() instanceof Parameter
          || node.op() instanceof State) {
        Node other = named.putIfAbsent(nameOf(node), node);
        if (other != null) {
          throw new GraphException(
              "after %s: expected one node named \"%s\", found two (%s and %s). Give each its own name or share the node."
                  .formatted(pass, nameOf(node), other.type(), node.type()));
        }
      }
    }
    updates.forEach((state, value) -> verifyUpdate(pass, state, value));
  }

  private static void verifyUpdate(String pass, Node state, Node value) {
    boolean variable = state.op() instanceof Parameter || state.op() instanceof State;
    if (!variable || !state.type().equals(value.type())) {
      throw new GraphException(
          "after %s: expected an update of a parameter or state by a value of its type, found %s updated by %s. Update states only."
              .formatted(pass, state, value.type()));
    }
  }

  /// The place of each node in {@link #nodes}.
  public Map<Node, Integer> numbers() {
    Map<Node, Integer> numbers = new LinkedHashMap<>();
    for (Node node : nodes) {
      numbers.put(node, numbers.size());
    }
    return numbers;
  }

  /// One line a node, then outputs and updates:
  ///
  /// ```
  /// %0 Input f32[2, 3] x
  /// %1 Tanh f32[2, 3] (%0)
  /// out y = %1
  /// ```
  public String print() {
    Map<Node, Integer> numbers = numbers();
    StringBuilder text = new StringBuilder();
    for (Node node : nodes) {
      String arguments =
          node.inputs().stream()
              .map(input -> "%" + numbers.get(input))
              .collect(Collectors.joining(", "));
      text.append('%')
          .append(numbers.get(node))
          .append(' ')
          .append(node.op())
          .append(" : ")
          .append(node.type());
      text.append(arguments.isEmpty() ? "" : " (" + arguments + ")");
      text.append(node.label().isEmpty() ? "" : "  # " + node.label()).append('\n');
    }
    outputs.forEach(
        (name, node) ->
            text.append("out ").append(name).append(" = %").append(numbers.get(node)).append('\n'));
    updates.forEach(
        (state, value) ->
            text.append("update ")
                .append(nameOf(state))
                .append(" = %")
                .append(numbers.get(value))
                .append('\n'));
    return text.toString();
  }

  @Override
  public String toString() {
    return print();
  }
}
