package gradus.nn.rewrite;

import gradus.graph.Graph;
import gradus.op.Node;
import gradus.op.contraction.Contraction;
import gradus.op.elementwise.Div;
import gradus.op.elementwise.Mul;
import gradus.op.elementwise.Neg;
import gradus.op.elementwise.Unary;
import gradus.op.source.Parameter;
import gradus.op.source.State;
import gradus.op.window.Window;
import gradus.reference.Judge;
import gradus.reference.Value;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/// The new parameters as graphs over the old: to be read, computed in any kind of number, and
/// differentiated.
///
/// @param nodes the graph of each new parameter
public record ParameterMap(Map<String, Node> nodes) {

  static ParameterMap of(Map<String, Node> nodes) {
    return new ParameterMap(new LinkedHashMap<>(nodes));
  }

  private static boolean isOld(Node node) {
    return node.op() instanceof Parameter || node.op() instanceof State;
  }

  /// A line for each parameter that is not an old one: its name, and the old ones it comes from.
  public List<String> words() {
    List<String> words = new ArrayList<>();
    nodes.forEach(
        (name, node) -> {
          if (!isOld(node)) {
            String from =
                Node.inputsFirst(List.of(node)).stream()
                    .filter(ParameterMap::isOld)
                    .map(Graph::nameOf)
                    .distinct()
                    .collect(Collectors.joining(", "));
            words.add(
                "%s %s from %s"
                    .formatted(name, node.type().shape(), from.isEmpty() ? "nothing" : from));
          }
        });
    return words;
  }

  /// The new parameters in a judge's kind of number, from the old values.
  public <T> Map<String, Value<T>> values(Judge<T> judge, Map<String, Tensor> old) {
    Map<Node, Tensor> feeds = new LinkedHashMap<>();
    for (Node node : Node.inputsFirst(List.copyOf(nodes.values()))) {
      if (isOld(node)) {
        feeds.put(node, Objects.requireNonNull(old.get(Graph.nameOf(node)), Graph.nameOf(node)));
      }
    }
    Map<String, Value<T>> values = new LinkedHashMap<>();
    nodes.forEach((name, node) -> values.put(name, judge.value(node, feeds)));
    return values;
  }

  /// The graph of all parameters that are not old ones, as lines of code.
  public String code() {
    Map<String, Node> changed = new LinkedHashMap<>();
    nodes.forEach(
        (name, node) -> {
          if (!isOld(node)) {
            changed.put(name, node);
          }
        });
    return changed.isEmpty() ? "" : Graph.of(changed).print();
  }

  /// Whether each is a linear function of the old ones (plus a constant).
  boolean isLinear() {
    Set<Node> variable = new LinkedHashSet<>();
    for (Node node : Node.inputsFirst(List.copyOf(nodes.values()))) {
      long moving = node.inputs().stream().filter(variable::contains).count();
      if (isOld(node) || moving > 0) {
        variable.add(node);
      }
      boolean bends =
          switch (node.op()) {
            case Neg _ -> false;
            case Unary _ -> moving > 0;
            case Mul _ -> moving > 1;
            case Contraction _ -> moving > 1;
            case Window _ -> moving > 1;
            case Div _ -> variable.contains(node.input(1));
            default -> false;
          };
      if (bends) {
        return false;
      }
    }
    return true;
  }
}
