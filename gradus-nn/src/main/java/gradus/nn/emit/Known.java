package gradus.nn.emit;

import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.source.Constant;
import gradus.op.source.Draw;
import gradus.op.source.Input;
import gradus.op.source.Source;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Engine;
import gradus.runtime.plan.Plan;
import gradus.runtime.plan.PlanOptions;
import gradus.runtime.plan.Variables;
import gradus.tensor.FormatException;
import gradus.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// What does not depend on inputs: weights, and what a plan computes once from them.
final class Known {

  private final Set<Node> nodes = new LinkedHashSet<>();
  private final Map<Node, Tensor> found = new LinkedHashMap<>();

  /// @param isView movements that need no numbers of their own
  /// @param readers the nodes that read each node
  Known(
      Graph graph,
      Map<String, Tensor> values,
      Predicate<Node> isView,
      Map<Node, List<Node>> readers) {
    Map<String, Node> wanted = new LinkedHashMap<>();
    Variables variables = new Variables();
    for (Node node : graph.nodes()) {
      switch (node.op()) {
        case Input _, Draw _ -> {
          continue;
        }
        case Constant constant -> found.put(node, constant.value());
        case Source _ -> {
          found.put(node, value(node, values));
          variables.declare(Graph.nameOf(node), node.type(), value(node, values));
        }
        default -> {
          if (!nodes.containsAll(node.inputs())) {
            continue;
          }
        }
      }
      nodes.add(node);
    }
    for (Node node : graph.nodes()) {
      boolean computed = nodes.contains(node) && !(node.op() instanceof Source);
      if (computed && !isView.test(node) && isRead(node, readers, isView)) {
        wanted.put("known" + wanted.size(), node);
      }
    }
    evaluate(wanted, variables);
  }

  private boolean isRead(Node node, Map<Node, List<Node>> readers, Predicate<Node> isView) {
    List<Node> reading = readers.getOrDefault(node, List.of());
    return reading.isEmpty()
        || reading.stream().anyMatch(it -> isView.test(it) || !nodes.contains(it));
  }

  private static Tensor value(Node node, Map<String, Tensor> values) {
    String name = Graph.nameOf(node);
    Tensor value = values.get(name);
    if (value == null || !value.type().equals(node.type())) {
      throw new FormatException(
          "the model",
          "tensor \"" + name + "\"",
          node.type().toString(),
          value == null ? "none" : value.type().toString(),
          "The weights belong to another network.");
    }
    return value;
  }

  private void evaluate(Map<String, Node> wanted, Variables variables) {
    if (wanted.isEmpty()) {
      return;
    }
    PlanOptions options = PlanOptions.standard().withFrozen(true);
    try (Engine engine = Engine.of(Kernels.named("scalar"), 1)) {
      Plan plan = Plan.of(Graph.of(wanted), variables, engine, options);
      plan.run();
      wanted.forEach((name, node) -> found.put(node, plan.output(name).tensor()));
    }
  }

  boolean isKnown(Node node) {
    return nodes.contains(node);
  }

  Optional<Tensor> value(Node node) {
    return Optional.ofNullable(found.get(node));
  }
}
