package gradus.onnx.read;

import gradus.onnx.model.Attribute;
import gradus.onnx.model.ElementType;
import gradus.onnx.model.OnnxFunction;
import gradus.onnx.model.OnnxGraph;
import gradus.onnx.model.OnnxNode;
import gradus.op.Node;
import gradus.tensor.DType;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What the operators of a model mean: the versions that it imports, and those that it writes out
/// itself.
///
/// @param file the model's file, for messages
/// @param opsets the versions by domain; the empty domain is `ai.onnx`
/// @param functions the operators that the model itself writes out
public record Operations(
    String file, Map<String, Long> opsets, Map<OnnxFunction.Key, OnnxFunction> functions) {

  public Operations {
    opsets = Collections.unmodifiableMap(new LinkedHashMap<>(opsets));
    functions = Collections.unmodifiableMap(new LinkedHashMap<>(functions));
  }

  /// The version of ONNX's own operators; 0 where none is imported.
  public long opset() {
    return opsets.getOrDefault("", 0L);
  }

  /// The same with those functions alone that some nodes call, and those that these call.
  public Operations neededBy(List<OnnxNode> nodes) {
    Map<OnnxFunction.Key, OnnxFunction> needed = new LinkedHashMap<>();
    Deque<OnnxNode> open = new ArrayDeque<>(nodes);
    while (!open.isEmpty()) {
      OnnxNode node = open.remove();
      OnnxFunction function = functions.get(OnnxFunction.Key.of(node));
      if (function != null && needed.put(function.key(), function) == null) {
        open.addAll(function.nodes());
      }
      for (Attribute attribute : node.attributes().values()) {
        if (attribute instanceof Attribute.Subgraph(OnnxGraph within)) {
          open.addAll(within.nodes());
        }
      }
    }
    return new Operations(file, opsets, needed);
  }

  /// What some nodes make of values: those given and all that they make, by name.
  ///
  /// Throws {@link gradus.tensor.FormatException} where the operators do not fit what they are
  /// given.
  ///
  /// @param nodes the nodes, each after those whose values it reads
  /// @param given the values that no node makes
  /// @param held the element types of those given values whose type Gradus holds in another one
  /// @param floats what the nodes' values of f32 are computed in, f64 where a network is looked at
  ///   in double
  public Expansion expand(
      List<OnnxNode> nodes, Map<String, Node> given, Map<String, ElementType> held, DType floats) {
    return new Instantiation(this, Binding.ofValues(Map.of()), floats).expanded(nodes, given, held);
  }
}
