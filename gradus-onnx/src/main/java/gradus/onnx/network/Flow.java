package gradus.onnx.network;

import gradus.onnx.model.OnnxGraph;
import gradus.onnx.model.OnnxNode;
import gradus.onnx.model.ValueInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What flows through a graph of ONNX: data, which depend on what is fed, and what is worked out
/// beside them from shapes and constants alone.
final class Flow {

  private static final Set<String> OF_SHAPES = Set.of("Shape", "Size");

  private final Map<String, OnnxNode> makers = new LinkedHashMap<>();
  private final Map<String, Integer> readers = new LinkedHashMap<>();
  private final Set<String> data = new LinkedHashSet<>();

  Flow(OnnxGraph graph) {
    graph.inputs().forEach(input -> data.add(input.name()));
    for (OnnxNode node : graph.nodes()) {
      boolean ofData = node.reads().stream().anyMatch(data::contains);
      boolean ofShapes = node.domain().isEmpty() && OF_SHAPES.contains(node.operator());
      for (String output : node.outputs()) {
        makers.put(output, node);
        if (ofData && !ofShapes) {
          data.add(output);
        }
      }
      node.reads().forEach(input -> readers.merge(input, 1, Integer::sum));
    }
    for (ValueInfo output : graph.outputs()) {
      readers.merge(output.name(), 1, Integer::sum);
    }
  }

  /// Whether a value depends on what is fed by more than its shape.
  boolean isData(String value) {
    return data.contains(value);
  }

  /// Whether a node makes data.
  boolean makesData(OnnxNode node) {
    return node.outputs().stream().anyMatch(data::contains);
  }

  /// The node that makes a value, if one does.
  Optional<OnnxNode> maker(String value) {
    return Optional.ofNullable(makers.get(value));
  }

  /// How many nodes read a value, and one more if it is an output.
  int readers(String value) {
    return readers.getOrDefault(value, 0);
  }

  /// A node with all that is worked out for it beside the data.
  ///
  /// @param nodes those nodes in order, the node itself last
  /// @param reads the data that they read
  /// @param brought the other values that they read and no node makes
  record Part(List<OnnxNode> nodes, List<String> reads, Set<String> brought) {}

  /// A node and what is worked out for it.
  Part part(OnnxNode node) {
    Set<OnnxNode> nodes = new LinkedHashSet<>();
    Set<String> reads = new LinkedHashSet<>();
    Set<String> brought = new LinkedHashSet<>();
    List<Visit> stack = new ArrayList<>(List.of(new Visit(node, false)));
    while (!stack.isEmpty()) {
      Visit visit = stack.removeLast();
      if (visit.done()) {
        nodes.add(visit.node());
        continue;
      }
      if (nodes.contains(visit.node())) {
        continue;
      }
      stack.add(new Visit(visit.node(), true));
      for (String input : visit.node().reads()) {
        OnnxNode maker = makers.get(input);
        if (data.contains(input)) {
          reads.add(input);
        } else if (maker == null) {
          brought.add(input);
        } else {
          stack.add(new Visit(maker, false));
        }
      }
    }
    return new Part(List.copyOf(nodes), List.copyOf(reads), brought);
  }

  private record Visit(OnnxNode node, boolean done) {}
}
