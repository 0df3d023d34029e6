package gradus.onnx.write;

import static gradus.onnx.write.Attributes.named;

import com.google.protobuf.ByteString;
import gradus.onnx.model.Attribute;
import gradus.onnx.model.ElementType;
import gradus.onnx.model.OnnxGraph;
import gradus.onnx.model.OnnxNode;
import gradus.onnx.model.OnnxTensor;
import gradus.onnx.model.ValueInfo;
import gradus.onnx.wire.AttributeProto;
import gradus.onnx.wire.AttributeProto.AttributeType;
import gradus.onnx.wire.GraphProto;
import gradus.onnx.wire.NodeProto;
import gradus.onnx.wire.TensorShapeProto;
import gradus.onnx.wire.TypeProto;
import gradus.onnx.wire.ValueInfoProto;
import gradus.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Nodes that were read, as messages.
///
/// @param place what holds them, for messages
/// @param names what values are called now that had another name
/// @param fresh what a value that is made within a graph of a node is called now
record NodeMessage(String place, Map<String, String> names, UnaryOperator<String> fresh) {

  /// Under the names that they have.
  static NodeMessage asRead(String place) {
    return new NodeMessage(place, Map.of(), UnaryOperator.identity());
  }

  NodeProto node(OnnxNode node) {
    NodeProto.Builder proto =
        NodeProto.newBuilder()
            .setName(node.name())
            .setDomain(node.domain())
            .setOpType(node.operator())
            .setOverload(node.overload())
            .addAllInput(node.inputs().stream().map(this::name).toList())
            .addAllOutput(node.outputs().stream().map(this::name).toList());
    new TreeMap<>(node.attributes())
        .forEach((name, value) -> proto.addAttribute(attribute(name, value)));
    return proto.build();
  }

  private String name(String name) {
    return names.getOrDefault(name, name);
  }

  AttributeProto attribute(String name, Attribute value) {
    return switch (value) {
      case Attribute.Whole(long whole) -> Attributes.whole(name, whole);
      case Attribute.Real(float real) -> Attributes.real(name, real);
      case Attribute.Text(String text) -> Attributes.text(name, text);
      case Attribute.Wholes(List<Long> wholes) ->
          named(name, AttributeType.INTS).addAllInts(wholes).build();
      case Attribute.Reals(List<Float> reals) ->
          named(name, AttributeType.FLOATS).addAllFloats(reals).build();
      case Attribute.Texts(List<String> texts) ->
          named(name, AttributeType.STRINGS)
              .addAllStrings(texts.stream().map(ByteString::copyFromUtf8).toList())
              .build();
      case Attribute.Literal(OnnxTensor(Tensor tensor, ElementType element)) ->
          Attributes.tensor(name, tensor, element);
      case Attribute.Subgraph(OnnxGraph graph) ->
          named(name, AttributeType.GRAPH).setG(graph(graph)).build();
      case Attribute.Reference(String outer) ->
          AttributeProto.newBuilder().setName(name).setRefAttrName(outer).build();
      case Attribute.Unknown _ ->
          throw new IllegalArgumentException(
              "layer \"%s\", attribute '%s': expected numbers, texts, a tensor or a graph, found %s. Put a layer of Gradus in its place."
                  .formatted(place, name, value.kind()));
    };
  }

  /// A graph within a node: what it makes itself gets a fresh name.
  private GraphProto graph(OnnxGraph graph) {
    Map<String, String> inner = new LinkedHashMap<>(names);
    graph.inputs().forEach(input -> inner.put(input.name(), fresh.apply(input.name())));
    graph.initializers().keySet().forEach(name -> inner.put(name, fresh.apply(name)));
    for (OnnxNode node : graph.nodes()) {
      node.outputs().stream()
          .filter(name -> !name.isEmpty())
          .forEach(name -> inner.put(name, fresh.apply(name)));
    }
    NodeMessage within = new NodeMessage(place, inner, fresh);
    GraphProto.Builder proto = GraphProto.newBuilder().setName(graph.name());
    graph.inputs().forEach(input -> proto.addInput(within.info(input)));
    graph.outputs().forEach(output -> proto.addOutput(within.info(output)));
    graph
        .initializers()
        .forEach(
            (name, value) -> {
              ElementType element = graph.held().getOrDefault(name, ElementType.UNDEFINED);
              proto.addInitializer(TensorMessage.of(within.name(name), value, element));
            });
    graph.nodes().forEach(node -> proto.addNode(within.node(node)));
    return proto.build();
  }

  private ValueInfoProto info(ValueInfo info) {
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(info.element().number());
    if (info.sizes().isPresent()) {
      TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
      for (ValueInfo.Size size : info.sizes().get()) {
        TensorShapeProto.Dimension.Builder dim = shape.addDimBuilder();
        if (size.length().isPresent()) {
          dim.setDimValue(size.length().getAsLong());
        } else if (!size.symbol().isEmpty()) {
          dim.setDimParam(size.symbol());
        }
      }
      tensor.setShape(shape);
    }
    ValueInfoProto.Builder proto = ValueInfoProto.newBuilder().setName(name(info.name()));
    return info.element() == ElementType.UNDEFINED && info.sizes().isEmpty()
        ? proto.build()
        : proto.setType(TypeProto.newBuilder().setTensorType(tensor)).build();
  }
}
