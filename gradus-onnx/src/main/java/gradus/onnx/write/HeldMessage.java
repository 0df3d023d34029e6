package gradus.onnx.write;

import gradus.onnx.model.ElementType;
import gradus.onnx.model.OnnxFunction;
import gradus.onnx.read.OnnxModel;
import gradus.onnx.wire.FunctionProto;
import gradus.onnx.wire.GraphProto;
import gradus.onnx.wire.ModelProto;
import gradus.onnx.wire.OperatorSetIdProto;
import gradus.onnx.wire.TensorShapeProto;
import gradus.onnx.wire.TypeProto;
import gradus.onnx.wire.ValueInfoProto;
import gradus.tensor.Shape;

/// A layer of ONNX nodes as a small model: its data are inputs without a type, its parameters and
/// states inputs with one, its constants initializers. The model's file gives the graph its name.
public final class HeldMessage {

  private HeldMessage() {}

  /// The bytes of a layer's message.
  public static byte[] of(HeldNodes layer) {
    GraphProto.Builder graph = GraphProto.newBuilder().setName(layer.operations().file());
    NodeMessage message = NodeMessage.asRead(layer.kind());
    layer.nodes().forEach(node -> graph.addNode(message.node(node)));
    layer.reads().forEach(name -> graph.addInput(named(layer, name)));
    layer.variables().forEach((name, shape) -> graph.addInput(typed(name, shape)));
    layer
        .constants()
        .forEach(
            (name, value) ->
                graph.addInitializer(TensorMessage.of(name, value, element(layer, name))));
    graph.addOutput(named(layer, layer.makes()));
    ModelProto.Builder model =
        ModelProto.newBuilder().setIrVersion(OnnxModel.NEWEST_IR).setGraph(graph);
    layer.operations().opsets().forEach((domain, it) -> model.addOpsetImport(opset(domain, it)));
    layer.operations().functions().values().forEach(it -> model.addFunctions(function(it)));
    return model.build().toByteArray();
  }

  private static ElementType element(HeldNodes layer, String name) {
    return layer.held().getOrDefault(name, ElementType.UNDEFINED);
  }

  /// A value without a shape, and with a type where Gradus would not know it.
  private static ValueInfoProto named(HeldNodes layer, String name) {
    ValueInfoProto.Builder info = ValueInfoProto.newBuilder().setName(name);
    ElementType element = element(layer, name);
    if (element.isHeldInteger()) {
      info.getTypeBuilder().getTensorTypeBuilder().setElemType(element.number());
    }
    return info.build();
  }

  private static OperatorSetIdProto opset(String domain, long version) {
    return OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version).build();
  }

  private static ValueInfoProto typed(String name, Shape shape) {
    TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
    shape.sizes().forEach(size -> sizes.addDimBuilder().setDimValue(size));
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(ElementType.FLOAT.number()).setShape(sizes);
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private static FunctionProto function(OnnxFunction function) {
    FunctionProto.Builder proto =
        FunctionProto.newBuilder()
            .setDomain(function.key().domain())
            .setName(function.key().name())
            .setOverload(function.key().overload())
            .addAllInput(function.inputs())
            .addAllOutput(function.outputs())
            .addAllAttribute(function.attributes());
    NodeMessage message = NodeMessage.asRead(function.key().name());
    function.nodes().forEach(node -> proto.addNode(message.node(node)));
    function
        .defaults()
        .forEach((name, value) -> proto.addAttributeProto(message.attribute(name, value)));
    function.opsets().forEach((domain, it) -> proto.addOpsetImport(opset(domain, it)));
    return proto.build();
  }
}
