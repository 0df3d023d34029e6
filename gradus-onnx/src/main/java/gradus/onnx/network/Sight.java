package gradus.onnx.network;

import gradus.nn.layer.Layer;
import gradus.nn.layer.Scope;
import gradus.onnx.model.Attribute;
import gradus.onnx.model.OnnxFunction;
import gradus.onnx.model.OnnxNode;
import gradus.onnx.read.OnnxModel;
import gradus.op.Node;
import gradus.op.movement.Movement;
import gradus.op.source.Constant;
import gradus.reference.Judge;
import gradus.tensor.DType;
import gradus.tensor.GraphException;
import gradus.tensor.ShapeException;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is known of a model's values once its nodes have been made for one batch.
final class Sight {

  private final OnnxModel model;
  private final Flow flow;
  private final Map<String, Tensor> initializers;
  private final Map<String, Node> made;
  private final Map<String, OnnxNode> reader = new LinkedHashMap<>();

  /// @param initializers the tensors that the model brings
  /// @param made what its nodes made, by name
  Sight(OnnxModel model, Flow flow, Map<String, Tensor> initializers, Map<String, Node> made) {
    this.model = model;
    this.flow = flow;
    this.initializers = initializers;
    this.made = made;
    for (OnnxNode node : model.graph().nodes()) {
      node.reads().forEach(input -> reader.put(input, node));
    }
  }

  /// The version of the operators.
  long opset() {
    return model.operations().opset();
  }

  /// Whether the model itself writes the operator out.
  boolean isWrittenOut(OnnxNode node) {
    return model.functions().containsKey(OnnxFunction.Key.of(node));
  }

  boolean isData(String value) {
    return flow.isData(value);
  }

  /// The node that makes a value, if one does.
  Optional<OnnxNode> maker(String value) {
    return flow.maker(value);
  }

  boolean unused(String value) {
    return flow.readers(value) == 0;
  }

  /// What a value became.
  Node made(String value) {
    Node node = made.get(value);
    if (node == null) {
      throw new GraphException(
          "%s, value '%s': expected a node, found none. The model is not valid."
              .formatted(model.file(), value));
    }
    return node;
  }

  /// A float tensor of the model: one that it brings, or one in another shape or order.
  Optional<Tensor> tensor(String value) {
    Tensor brought = initializers.get(value);
    Node node = made.get(value);
    if (brought == null && node != null && !flow.isData(value)) {
      boolean moved =
          Node.inputsFirst(List.of(node)).stream()
              .allMatch(it -> it.op() instanceof Constant || it.op() instanceof Movement);
      brought = moved ? Judge.inDouble().evaluate(node, Map.of()).as(node.type().dtype()) : null;
    }
    return Optional.ofNullable(brought).filter(it -> it.type().dtype() == DType.F32);
  }

  /// The node that alone reads a node's first output, if it is one of some operators.
  Optional<OnnxNode> next(OnnxNode node, List<String> operators) {
    String output = node.outputs().getFirst();
    return Optional.ofNullable(flow.readers(output) == 1 ? reader.get(output) : null)
        .filter(it -> it.domain().isEmpty() && operators.contains(it.operator()));
  }

  /// An attribute as the shortest decimal that means it: 0.1 and not 0.10000000149.
  double real(OnnxNode node, String attribute, double fallback) {
    return node.attributes().get(attribute) instanceof Attribute.Real(float value)
        ? Double.parseDouble(Float.toString(value))
        : fallback;
  }

  long whole(OnnxNode node, String attribute, long fallback) {
    return node.attributes().get(attribute) instanceof Attribute.Whole(long value)
        ? value
        : fallback;
  }

  /// The type that a layer makes of some values; empty where it refuses them.
  Optional<TensorType> type(Layer layer, List<String> reads) {
    try {
      Scope scope = Scope.root(false, DType.F32);
      return Optional.of(layer.apply(reads.stream().map(this::made).toList(), scope).type());
    } catch (ShapeException | GraphException refused) {
      return Optional.empty();
    }
  }
}
