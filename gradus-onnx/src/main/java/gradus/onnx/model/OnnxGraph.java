package gradus.onnx.model;

import gradus.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A graph: inputs, nodes in an order in which they can run, outputs, and tensors that it brings.
///
/// @param name its name
/// @param inputs what is fed, without those that an initializer gives
/// @param outputs what is asked for
/// @param initializers tensors by name
/// @param held the element types of those initializers whose type Gradus holds in another one
/// @param nodes the nodes, each after those whose values it reads
/// @param captures of a graph within a node: the names that it reads from around it
public record OnnxGraph(
    String name,
    List<ValueInfo> inputs,
    List<ValueInfo> outputs,
    Map<String, Tensor> initializers,
    Map<String, ElementType> held,
    List<OnnxNode> nodes,
    Set<String> captures) {

  public OnnxGraph {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    initializers = Collections.unmodifiableMap(new LinkedHashMap<>(initializers));
    held = Collections.unmodifiableMap(new LinkedHashMap<>(held));
    nodes = List.copyOf(nodes);
    captures = Collections.unmodifiableSet(new LinkedHashSet<>(captures));
  }
}
