package gradus.onnx.read;

import gradus.onnx.model.ElementType;
import gradus.op.Node;
import gradus.tensor.FormatException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The values by name of a graph, and their element types. Mutable: it fills up.
///
/// A name that is not its own is looked for in the graph around it.
final class NamedValues {

  private final String file;
  private final @Nullable NamedValues outer;
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, ElementType> held = new LinkedHashMap<>();

  /// @param outer those of the graph around a graph within a node
  NamedValues(String file, @Nullable NamedValues outer) {
    this.file = file;
    this.outer = outer;
  }

  /// Names a value of a type that Gradus has, or of one that it holds in another.
  void put(String name, Node node, ElementType element) {
    nodes.put(name, node);
    if (element.isHeld()) {
      held.put(name, element);
    }
  }

  Optional<Node> find(String name) {
    Node own = nodes.get(name);
    return own == null && outer != null ? outer.find(name) : Optional.ofNullable(own);
  }

  Node get(String name) {
    Optional<Node> node = find(name);
    if (node.isEmpty()) {
      throw new FormatException(
          file,
          "value '" + name + "'",
          "an output that its operator makes",
          "none: the operator leaves it out",
          "Do not ask for it.");
    }
    return node.get();
  }

  /// What ONNX calls the type of a value.
  ElementType element(String name) {
    if (!nodes.containsKey(name) && outer != null) {
      return outer.element(name);
    }
    return held.getOrDefault(name, ElementType.of(get(name).type().dtype()));
  }

  /// All of its own.
  Expansion all() {
    return new Expansion(nodes, held);
  }
}
