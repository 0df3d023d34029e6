package gradus.onnx.read;

import gradus.onnx.model.ElementType;
import gradus.op.Node;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Values by name: those that were given to some nodes, and all that the nodes made of them.
///
/// @param nodes the values
/// @param held the element types of those whose type Gradus holds in another one
public record Expansion(Map<String, Node> nodes, Map<String, ElementType> held) {

  public Expansion {
    nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    held = Collections.unmodifiableMap(new LinkedHashMap<>(held));
  }
}
