package gradus.onnx.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An operator that the model itself writes out in other operators.
///
/// @param key which operator it is
/// @param inputs names of its formal inputs
/// @param outputs names of its results
/// @param attributes names of the attributes that a caller must give
/// @param defaults attributes that a caller may leave out
/// @param nodes its body, each node after those whose values it reads
/// @param opsets the versions of the domains that its body uses
public record OnnxFunction(
    Key key,
    List<String> inputs,
    List<String> outputs,
    List<String> attributes,
    Map<String, Attribute> defaults,
    List<OnnxNode> nodes,
    Map<String, Long> opsets) {

  /// The name of a function.
  ///
  /// @param domain its domain; empty for `ai.onnx`
  /// @param name its name
  /// @param overload which of several of that name
  public record Key(String domain, String name, String overload) {

    /// The function that a node asks for.
    public static Key of(OnnxNode node) {
      return new Key(node.domain(), node.operator(), node.overload());
    }
  }

  public OnnxFunction {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    attributes = List.copyOf(attributes);
    defaults = Collections.unmodifiableMap(new LinkedHashMap<>(defaults));
    nodes = List.copyOf(nodes);
    opsets = Collections.unmodifiableMap(new LinkedHashMap<>(opsets));
  }
}
