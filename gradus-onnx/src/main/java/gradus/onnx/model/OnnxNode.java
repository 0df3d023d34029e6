package gradus.onnx.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A use of an operator: which values it reads and which it makes, by name.
///
/// @param name its own name, may be empty
/// @param domain the operator's domain; empty for `ai.onnx`
/// @param operator the operator, `Conv`
/// @param overload which of several functions of that name, may be empty
/// @param inputs names of values; an empty name is an input left out
/// @param outputs names of values; an empty name is an output not wanted
/// @param attributes its attributes by name
public record OnnxNode(
    String name,
    String domain,
    String operator,
    String overload,
    List<String> inputs,
    List<String> outputs,
    Map<String, Attribute> attributes) {

  public OnnxNode {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    domain = domain.equals("ai.onnx") ? "" : domain;
  }

  /// The same node with other attributes.
  public OnnxNode with(Map<String, Attribute> others) {
    return new OnnxNode(name, domain, operator, overload, inputs, outputs, others);
  }

  /// The names of all values that it reads: its inputs that are not left out, and what the graphs
  /// within it read from around.
  public Set<String> reads() {
    Set<String> reads = new LinkedHashSet<>(inputs);
    reads.remove("");
    for (Attribute attribute : attributes.values()) {
      if (attribute instanceof Attribute.Subgraph(OnnxGraph graph)) {
        reads.addAll(graph.captures());
      }
    }
    return reads;
  }

  /// The operator with its domain, where that is not `ai.onnx`.
  public String qualified() {
    return domain.isEmpty() ? operator : domain + "." + operator;
  }

  /// What messages call it: `node 'conv_3' (Conv)`; a node without name goes by its first output.
  public String place() {
    String shown = name;
    for (String output : outputs) {
      shown = shown.isEmpty() ? output : shown;
    }
    return "node '%s' (%s)".formatted(shown, qualified());
  }
}
