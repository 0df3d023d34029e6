package gradus.onnx.read;

import gradus.onnx.model.Attribute;
import gradus.onnx.model.OnnxFunction;
import gradus.onnx.model.OnnxGraph;
import gradus.onnx.model.OnnxNode;
import gradus.onnx.model.ValueInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts the nodes of a model's own operators in the places where these are used. Mutable; used
/// once.
///
/// An operator of other versions than the model's, or one nested too deep, stays as it is.
final class Inlining {

  private static final int DEEPEST = 64;
  private static final int MOST_NODES = 1_000_000;

  private final Operations operations;
  private final OnnxGraph graph;
  private final Set<String> taken = new LinkedHashSet<>();
  private final List<OnnxNode> flat = new ArrayList<>();

  Inlining(Operations operations, OnnxGraph graph) {
    this.operations = operations;
    this.graph = graph;
    graph.inputs().forEach(input -> taken.add(input.name()));
    taken.addAll(graph.initializers().keySet());
    graph.nodes().forEach(node -> taken.addAll(node.outputs()));
  }

  OnnxGraph result() {
    graph.nodes().forEach(node -> add(node, 0));
    return new OnnxGraph(
        graph.name(),
        graph.inputs(),
        graph.outputs(),
        graph.initializers(),
        graph.held(),
        flat,
        Set.of());
  }

  private boolean fits(OnnxNode node, OnnxFunction function) {
    return flat.size() + function.nodes().size() <= MOST_NODES
        && node.inputs().size() <= function.inputs().size()
        && node.outputs().size() <= function.outputs().size()
        && operations.opsets().entrySet().containsAll(function.opsets().entrySet());
  }

  private void add(OnnxNode node, int depth) {
    OnnxFunction function = operations.functions().get(OnnxFunction.Key.of(node));
    if (function == null || depth >= DEEPEST || !fits(node, function)) {
      flat.add(node);
      return;
    }
    Map<String, String> names = names(node, function);
    Map<String, Attribute> given = new LinkedHashMap<>(function.defaults());
    given.putAll(node.attributes());
    for (OnnxNode inner : function.nodes()) {
      add(renamed(inner, names, given, node.name()), depth + 1);
    }
    for (int i = 0; i < node.outputs().size(); i++) {
      String formal = function.outputs().get(i);
      String output = node.outputs().get(i);
      String made = names.getOrDefault(formal, "");
      if (!output.isEmpty() && !made.equals(output)) {
        flat.add(new OnnxNode("", "", "Identity", "", List.of(made), List.of(output), Map.of()));
      }
    }
  }

  /// What the names of a function are where it is used.
  private Map<String, String> names(OnnxNode node, OnnxFunction function) {
    Map<String, String> names = new LinkedHashMap<>();
    for (int i = 0; i < function.inputs().size(); i++) {
      names.put(function.inputs().get(i), i < node.inputs().size() ? node.inputs().get(i) : "");
    }
    for (int i = 0; i < node.outputs().size(); i++) {
      if (!node.outputs().get(i).isEmpty()) {
        names.putIfAbsent(function.outputs().get(i), node.outputs().get(i));
      }
    }
    String prefix = node.name().isEmpty() ? node.operator() : node.name();
    for (OnnxNode inner : function.nodes()) {
      for (String output : inner.outputs()) {
        if (!output.isEmpty() && !names.containsKey(output)) {
          names.put(output, free(prefix + "/" + output));
        }
      }
    }
    return names;
  }

  private String free(String wish) {
    String name = wish;
    for (int number = 2; !taken.add(name); number++) {
      name = wish + "_" + number;
    }
    return name;
  }

  private static OnnxNode renamed(
      OnnxNode node, Map<String, String> names, Map<String, Attribute> given, String caller) {
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    node.attributes()
        .forEach(
            (name, value) -> {
              Attribute own = resolved(value, names, given);
              if (!(own instanceof Attribute.Reference)) {
                attributes.put(name, own);
              }
            });
    String own =
        node.name().isEmpty() || caller.isEmpty() ? node.name() : caller + "/" + node.name();
    return new OnnxNode(
        own,
        node.domain(),
        node.operator(),
        node.overload(),
        node.inputs().stream().map(it -> names.getOrDefault(it, it)).toList(),
        node.outputs().stream().map(it -> names.getOrDefault(it, it)).toList(),
        attributes);
  }

  /// An attribute with what the caller gives in the place of its references; a reference that stays
  /// one is an attribute that is left out.
  private static Attribute resolved(
      Attribute value, Map<String, String> names, Map<String, Attribute> given) {
    return switch (value) {
      case Attribute.Reference(String outer) -> given.getOrDefault(outer, value);
      case Attribute.Subgraph(OnnxGraph within) ->
          new Attribute.Subgraph(renamed(within, names, given));
      default -> value;
    };
  }

  private static OnnxGraph renamed(
      OnnxGraph graph, Map<String, String> names, Map<String, Attribute> given) {
    Map<String, String> captured = new LinkedHashMap<>(names);
    captured.keySet().retainAll(graph.captures());
    List<ValueInfo> outputs =
        graph.outputs().stream()
            .map(
                it ->
                    new ValueInfo(
                        captured.getOrDefault(it.name(), it.name()), it.element(), it.sizes()))
            .toList();
    return new OnnxGraph(
        graph.name(),
        graph.inputs(),
        outputs,
        graph.initializers(),
        graph.held(),
        graph.nodes().stream().map(it -> renamed(it, captured, given, "")).toList(),
        new LinkedHashSet<>(
            graph.captures().stream().map(it -> captured.getOrDefault(it, it)).toList()));
  }
}
