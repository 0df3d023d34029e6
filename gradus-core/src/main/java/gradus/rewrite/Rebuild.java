package gradus.rewrite;

import gradus.graph.Graph;
import gradus.op.Node;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Builds a graph anew with some nodes replaced.
final class Rebuild {

  private Rebuild() {}

  /// The graph with every node, after its inputs, replaced by what `change` makes of it.
  ///
  /// Nodes that a change adds take over the label of the node they stand for. The same graph
  /// returns where nothing changed.
  static Graph with(Graph graph, UnaryOperator<Node> change) {
    Map<Node, Node> rebuilt = new LinkedHashMap<>();
    boolean changed = false;
    for (Node node : graph.nodes()) {
      Node moved = node.over(node.inputs().stream().map(rebuilt::get).toList());
      Node replacement = change.apply(moved);
      if (replacement != moved && !node.label().isEmpty()) {
        replacement = labelled(replacement, node.label(), rebuilt.values());
      }
      changed |= replacement != node;
      rebuilt.put(node, replacement);
    }
    return changed ? rebuilt(graph, rebuilt) : graph;
  }

  private static Graph rebuilt(Graph graph, Map<Node, Node> rebuilt) {
    Map<String, Node> outputs = new LinkedHashMap<>();
    graph.outputs().forEach((name, node) -> outputs.put(name, rebuilt.get(node)));
    Map<Node, Node> updates = new LinkedHashMap<>();
    graph.updates().forEach((state, value) -> updates.put(state, rebuilt.get(value)));
    return new Graph(outputs, updates);
  }

  /// The node with a label on everything below it that is not known yet and has none.
  private static Node labelled(Node top, String label, Collection<Node> known) {
    Set<Node> stop = new LinkedHashSet<>(known);
    Map<Node, Node> copies = new LinkedHashMap<>();
    Deque<Node> stack = new ArrayDeque<>(List.of(top));
    while (!stack.isEmpty()) {
      Node node = stack.peek();
      List<Node> missing =
          stop.contains(node)
              ? List.of()
              : node.inputs().stream().filter(input -> !copies.containsKey(input)).toList();
      if (!missing.isEmpty()) {
        missing.forEach(stack::push);
        continue;
      }
      stack.pop();
      copies.computeIfAbsent(node, n -> stop.contains(n) ? n : copy(n, label, copies));
    }
    return Objects.requireNonNull(copies.get(top));
  }

  private static Node copy(Node node, String label, Map<Node, Node> copies) {
    Node moved = node.over(node.inputs().stream().map(copies::get).toList());
    return moved.label().isEmpty() && !moved.inputs().isEmpty() ? moved.labelled(label) : moved;
  }
}
