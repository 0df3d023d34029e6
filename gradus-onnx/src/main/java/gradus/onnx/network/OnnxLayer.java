package gradus.onnx.network;

import gradus.nn.init.Constant;
import gradus.nn.init.Fans;
import gradus.nn.layer.Scope;
import gradus.onnx.model.OnnxNode;
import gradus.onnx.read.OnnxModel;
import gradus.onnx.write.HeldNodes;
import gradus.op.Node;
import gradus.tensor.DType;
import gradus.tensor.GraphException;
import gradus.tensor.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A node of an ONNX model as a layer, with all that the model works out for it from shapes and
/// constants.
///
/// Shape: what the operator says. Parameters: the float tensors that the node reads, where its
/// operator multiplies or adds them; other tensors are constants.
///
/// @param model where the node is from
/// @param nodes the nodes before it that know no data, then the node itself
/// @param reads the names of the data, in the order of the layer's inputs
/// @param makes the name of the node's output that the layer gives
/// @param constants the tensors that the nodes read, by name
public record OnnxLayer(
    OnnxModel model,
    List<OnnxNode> nodes,
    List<String> reads,
    String makes,
    Map<String, Tensor> constants)
    implements HeldNodes {

  private static final Set<String> LEARN =
      Set.of(
          "Add",
          "BatchNormalization",
          "Conv",
          "ConvTranspose",
          "Div",
          "Einsum",
          "GRU",
          "Gather",
          "Gemm",
          "GroupNormalization",
          "InstanceNormalization",
          "LSTM",
          "LayerNormalization",
          "MatMul",
          "Mul",
          "PRelu",
          "RMSNormalization",
          "RNN",
          "Sub");

  public OnnxLayer {
    nodes = List.copyOf(nodes);
    reads = List.copyOf(reads);
    constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
  }

  @Override
  public long opset() {
    return model.opsets().getOrDefault("", 0L);
  }

  private OnnxNode node() {
    return nodes.getLast();
  }

  /// Whether a tensor is trained here.
  private boolean isTrained(String name) {
    Tensor value = constants.get(name);
    return value != null
        && value.type().dtype().isFloat()
        && value.shape().rank() > 0
        && node().inputs().contains(name)
        && node().domain().isEmpty()
        && LEARN.contains(node().operator());
  }

  /// What its parameters begin with, by their names in the layer.
  Map<String, Tensor> parameters() {
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    constants.forEach(
        (name, value) -> {
          if (isTrained(name)) {
            parameters.put(name, value);
          }
        });
    return parameters;
  }

  @Override
  public Node apply(List<Node> inputs, Scope scope) {
    Map<String, Node> given = new LinkedHashMap<>();
    Map<Node, Tensor> known = new LinkedHashMap<>();
    for (int i = 0; i < reads.size(); i++) {
      given.put(reads.get(i), inputs.get(i));
    }
    for (Map.Entry<String, Tensor> constant : new TreeMap<>(constants).entrySet()) {
      String name = constant.getKey();
      Tensor value = constant.getValue();
      DType dtype = value.type().dtype().isFloat() ? scope.dtype() : value.type().dtype();
      if (isTrained(name)) {
        Node parameter = scope.parameter(name, value.shape(), new Constant(0), new Fans(1, 1));
        given.put(name, parameter);
        known.put(parameter, value.as(dtype));
      } else {
        given.put(name, Node.constant(value.as(dtype)));
      }
    }
    Node made = model.expand(nodes, given, known).get(makes);
    if (made == null) {
      throw new GraphException(
          "%s: expected the output '%s', found none: the operator leaves it out. Do not ask for it."
              .formatted(node().place(), makes));
    }
    return made;
  }

  @Override
  public String kind() {
    return node().qualified();
  }

  /// The operator and what it reads and makes.
  @Override
  public String toString() {
    return kind() + reads + " -> " + makes;
  }
}
