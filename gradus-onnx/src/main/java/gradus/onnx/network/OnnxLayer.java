package gradus.onnx.network;

import gradus.nn.init.Constant;
import gradus.nn.init.Fans;
import gradus.nn.layer.Scope;
import gradus.onnx.model.ElementType;
import gradus.onnx.model.OnnxNode;
import gradus.onnx.read.Operations;
import gradus.onnx.write.HeldMessage;
import gradus.onnx.write.HeldNodes;
import gradus.op.Node;
import gradus.tensor.DType;
import gradus.tensor.GraphException;
import gradus.tensor.Shape;
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
/// operator multiplies or adds them. States, which are not trained: other float tensors of more
/// than 1 024 elements. All other tensors are constants.
///
/// @param operations what the operators mean
/// @param nodes the nodes before it that know no data, then the node itself
/// @param reads the names of the data, in the order of the layer's inputs
/// @param makes the name of the node's output that the layer gives
/// @param constants the constants that the nodes read, by name
/// @param variables the shapes of the parameters and states that they read, by name
/// @param held the element types of those data, constants and results whose type Gradus holds in
///   another one (decision 0032)
public record OnnxLayer(
    Operations operations,
    List<OnnxNode> nodes,
    List<String> reads,
    String makes,
    Map<String, Tensor> constants,
    Map<String, Shape> variables,
    Map<String, ElementType> held)
    implements HeldNodes {

  /// The word for ONNX in files of networks.
  static final String LANGUAGE = "onnx";

  private static final int LARGEST_CONSTANT = 1024;

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
    variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    held = Collections.unmodifiableMap(new LinkedHashMap<>(held));
  }

  /// A layer of some nodes and all tensors that they read: which of these are its parameters and
  /// states shows in what the node does with them.
  static OnnxLayer of(
      Operations operations,
      List<OnnxNode> nodes,
      List<String> reads,
      String makes,
      Map<String, Tensor> tensors) {
    Map<String, Tensor> constants = new LinkedHashMap<>();
    Map<String, Shape> variables = new LinkedHashMap<>();
    tensors.forEach(
        (name, value) -> {
          boolean floats = value.type().dtype().isFloat() && value.shape().rank() > 0;
          boolean stored = isLearnt(nodes.getLast(), name) || value.elements() > LARGEST_CONSTANT;
          if (floats && stored) {
            variables.put(name, value.shape());
          } else {
            constants.put(name, value);
          }
        });
    return new OnnxLayer(
        operations.neededBy(nodes), nodes, reads, makes, constants, variables, Map.of());
  }

  /// The same layer of values of these element types.
  OnnxLayer withHeld(Map<String, ElementType> types) {
    return new OnnxLayer(operations, nodes, reads, makes, constants, variables, types);
  }

  private static boolean isLearnt(OnnxNode node, String name) {
    return node.domain().isEmpty()
        && LEARN.contains(node.operator())
        && node.inputs().contains(name);
  }

  @Override
  public String language() {
    return LANGUAGE;
  }

  @Override
  public byte[] written() {
    return HeldMessage.of(this);
  }

  private OnnxNode node() {
    return nodes.getLast();
  }

  /// What its parameters and states begin with, by their names in the layer.
  ///
  /// @param tensors all tensors that the nodes read
  Map<String, Tensor> stored(Map<String, Tensor> tensors) {
    Map<String, Tensor> stored = new LinkedHashMap<>(tensors);
    stored.keySet().retainAll(variables.keySet());
    return stored;
  }

  @Override
  public Node apply(List<Node> inputs, Scope scope) {
    Map<String, Node> given = new LinkedHashMap<>();
    for (int i = 0; i < reads.size(); i++) {
      given.put(reads.get(i), inputs.get(i));
    }
    for (Map.Entry<String, Shape> variable : new TreeMap<>(variables).entrySet()) {
      String name = variable.getKey();
      given.put(
          name,
          isLearnt(node(), name)
              ? scope.parameter(name, variable.getValue(), new Constant(0), new Fans(1, 1))
              : scope.state(name, variable.getValue(), 0));
    }
    for (Map.Entry<String, Tensor> constant : new TreeMap<>(constants).entrySet()) {
      Tensor value = constant.getValue();
      DType dtype = value.type().dtype().isFloat() ? scope.dtype() : value.type().dtype();
      given.put(constant.getKey(), Node.constant(value.as(dtype)));
    }
    Node made = operations.expand(nodes, given, held, scope.dtype()).nodes().get(makes);
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
