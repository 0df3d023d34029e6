package gradus.onnx.model;

import gradus.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A graph: inputs, nodes in an order in which they can run, outputs, and tensors that it brings.
///
/// @param name its name
/// @param inputs what is fed, without those that an initializer gives
/// @param outputs what is asked for
/// @param initializers tensors by name
/// @param nodes the nodes, each after those whose values it reads
public record OnnxGraph(
    String name,
    List<ValueInfo> inputs,
    List<ValueInfo> outputs,
    Map<String, Tensor> initializers,
    List<OnnxNode> nodes) {

  public OnnxGraph {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    initializers = Collections.unmodifiableMap(new LinkedHashMap<>(initializers));
    nodes = List.copyOf(nodes);
  }
}
