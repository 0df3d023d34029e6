package gradus.onnx.read;

import gradus.onnx.model.Attribute;
import gradus.onnx.model.ElementType;
import gradus.onnx.model.OnnxGraph;
import gradus.onnx.model.OnnxNode;
import gradus.onnx.model.OnnxTensor;
import gradus.onnx.model.UnsupportedException;
import gradus.onnx.model.ValueInfo;
import gradus.onnx.wire.AttributeProto;
import gradus.onnx.wire.GraphProto;
import gradus.onnx.wire.NodeProto;
import gradus.onnx.wire.SparseTensorProto;
import gradus.onnx.wire.TensorProto;
import gradus.onnx.wire.TensorShapeProto;
import gradus.onnx.wire.TypeProto;
import gradus.onnx.wire.ValueInfoProto;
import gradus.tensor.FormatException;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// Graphs and nodes from their messages.
///
/// @param file the file, for messages
/// @param tensors reads tensors
record GraphReader(String file, TensorReader tensors) {

  OnnxGraph read(GraphProto proto) {
    return read(proto, "graph '" + proto.getName() + "'", false);
  }

  /// @param within whether it stands within a node
  private OnnxGraph read(GraphProto proto, String place, boolean within) {
    Map<String, OnnxTensor> initializers = initializers(proto);
    List<ValueInfo> inputs = new ArrayList<>();
    for (ValueInfoProto input : proto.getInputList()) {
      if (!initializers.containsKey(input.getName())) {
        inputs.add(info("input", input));
      }
    }
    List<ValueInfo> outputs = new ArrayList<>();
    for (ValueInfoProto output : proto.getOutputList()) {
      outputs.add(info("output", output));
    }
    Ordering ordering = new Ordering(file, place, within);
    initializers.keySet().forEach(ordering::given);
    inputs.forEach(input -> ordering.input(input.name()));
    List<OnnxNode> nodes = ordering.sorted(nodes(proto.getNodeList()));
    outputs.forEach(output -> ordering.requireMade("output", output.name()));
    Map<String, Tensor> values = new LinkedHashMap<>();
    Map<String, ElementType> held = new LinkedHashMap<>();
    initializers.forEach(
        (name, tensor) -> {
          values.put(name, tensor.value());
          if (tensor.element().isHeld()) {
            held.put(name, tensor.element());
          }
        });
    return new OnnxGraph(
        proto.getName(), inputs, outputs, values, held, nodes, ordering.captures());
  }

  private Map<String, OnnxTensor> initializers(GraphProto proto) {
    Map<String, OnnxTensor> initializers = new LinkedHashMap<>();
    for (TensorProto tensor : proto.getInitializerList()) {
      String where = ownName(initializers, tensor.getName());
      initializers.put(tensor.getName(), tensors.typed(where, tensor));
    }
    for (SparseTensorProto tensor : proto.getSparseInitializerList()) {
      String where = ownName(initializers, tensor.getValues().getName());
      initializers.put(tensor.getValues().getName(), SparseTensors.read(tensors, where, tensor));
    }
    return initializers;
  }

  /// The place of an initializer, whose name no other may have.
  private String ownName(Map<String, OnnxTensor> initializers, String name) {
    String where = "initializer '" + name + "'";
    if (name.isEmpty() || initializers.containsKey(name)) {
      throw wrong(where, "name", "a name of its own", name.isEmpty() ? "none" : "the same twice");
    }
    return where;
  }

  private ValueInfo info(String kind, ValueInfoProto proto) {
    String place = "%s '%s'".formatted(kind, proto.getName());
    if (proto.getName().isEmpty()) {
      throw wrong(place, "name", "a name", "none");
    }
    TypeProto type = proto.getType();
    if (type.getValueCase() == TypeProto.ValueCase.VALUE_NOT_SET) {
      return new ValueInfo(proto.getName(), ElementType.UNDEFINED, Optional.empty());
    }
    if (type.getValueCase() != TypeProto.ValueCase.TENSOR_TYPE) {
      throw new UnsupportedException(
          file,
          place + ", type",
          "a tensor",
          type.getValueCase().name(),
          "Use models whose inputs and outputs are tensors.");
    }
    int number = type.getTensorType().getElemType();
    ElementType element =
        ElementType.of(number)
            .orElseThrow(
                () -> wrong(place, "elem_type", "an element type of ONNX", String.valueOf(number)));
    if (element != ElementType.UNDEFINED && element.dtype().isEmpty()) {
      throw new UnsupportedException(
          file,
          place + ", elem_type",
          ElementType.READ,
          element.toString(),
          "Convert the model to one of these element types.");
    }
    return new ValueInfo(
        proto.getName(),
        element,
        type.getTensorType().hasShape()
            ? Optional.of(sizes(place, type.getTensorType().getShape()))
            : Optional.empty());
  }

  private List<ValueInfo.Size> sizes(String place, TensorShapeProto shape) {
    List<ValueInfo.Size> sizes = new ArrayList<>();
    for (TensorShapeProto.Dimension dim : shape.getDimList()) {
      boolean number = dim.getValueCase() == TensorShapeProto.Dimension.ValueCase.DIM_VALUE;
      if (number && (dim.getDimValue() < 0 || dim.getDimValue() > Integer.MAX_VALUE)) {
        throw wrong(
            place, "shape", "sizes from 0 to 2147483647", String.valueOf(dim.getDimValue()));
      }
      sizes.add(
          new ValueInfo.Size(
              number ? OptionalLong.of(dim.getDimValue()) : OptionalLong.empty(),
              dim.getDimParam()));
    }
    return sizes;
  }

  List<OnnxNode> nodes(List<NodeProto> protos) {
    return protos.stream().map(this::node).toList();
  }

  private OnnxNode node(NodeProto proto) {
    OnnxNode bare = bare(proto);
    return bare.with(attributes(bare.place(), proto.getAttributeList()));
  }

  /// A node without its attributes.
  static OnnxNode bare(NodeProto proto) {
    return new OnnxNode(
        proto.getName(),
        proto.getDomain(),
        proto.getOpType(),
        proto.getOverload(),
        proto.getInputList(),
        proto.getOutputList(),
        Map.of());
  }

  Map<String, Attribute> attributes(String place, List<AttributeProto> protos) {
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    for (AttributeProto proto : protos) {
      // a sparse constant is read as the dense one that it means
      boolean sparse = proto.getName().equals("sparse_value");
      String name = sparse ? "value" : proto.getName();
      if (attributes.put(name, attribute(place, proto)) != null) {
        throw wrong(place, "attribute '" + proto.getName() + "'", "one of that name", "two");
      }
    }
    return attributes;
  }

  private Attribute attribute(String place, AttributeProto proto) {
    if (!proto.getRefAttrName().isEmpty()) {
      return new Attribute.Reference(proto.getRefAttrName());
    }
    String where = place + ", attribute '" + proto.getName() + "'";
    return switch (kind(proto)) {
      case INT -> new Attribute.Whole(proto.getI());
      case FLOAT -> new Attribute.Real(proto.getF());
      case STRING -> new Attribute.Text(proto.getS().toStringUtf8());
      case INTS -> new Attribute.Wholes(proto.getIntsList());
      case FLOATS -> new Attribute.Reals(proto.getFloatsList());
      case STRINGS ->
          new Attribute.Texts(
              proto.getStringsList().stream().map(text -> text.toStringUtf8()).toList());
      case TENSOR -> literal(where, proto.getT());
      case GRAPH -> new Attribute.Subgraph(read(proto.getG(), where, true));
      case GRAPHS -> new Attribute.Unknown("graphs");
      case TENSORS -> new Attribute.Unknown("tensors");
      case SPARSE_TENSOR ->
          new Attribute.Literal(SparseTensors.read(tensors, where, proto.getSparseTensor()));
      case SPARSE_TENSORS -> new Attribute.Unknown("sparse tensors");
      case TYPE_PROTO -> new Attribute.Unknown("a type");
      case TYPE_PROTOS -> new Attribute.Unknown("types");
      case UNDEFINED, UNRECOGNIZED ->
          throw wrong(where, "type", "a kind of attribute", "kind " + proto.getTypeValue());
    };
  }

  private Attribute literal(String where, TensorProto proto) {
    return new Attribute.Literal(tensors.typed(where, proto));
  }

  /// The kind of an attribute; files of IR version 1 do not say it, and hold one field alone.
  private static AttributeProto.AttributeType kind(AttributeProto proto) {
    if (proto.getType() != AttributeProto.AttributeType.UNDEFINED) {
      return proto.getType();
    }
    if (proto.hasT()) {
      return AttributeProto.AttributeType.TENSOR;
    } else if (proto.hasG()) {
      return AttributeProto.AttributeType.GRAPH;
    } else if (proto.getIntsCount() > 0) {
      return AttributeProto.AttributeType.INTS;
    } else if (proto.getFloatsCount() > 0) {
      return AttributeProto.AttributeType.FLOATS;
    } else if (proto.getStringsCount() > 0) {
      return AttributeProto.AttributeType.STRINGS;
    } else if (!proto.getS().isEmpty()) {
      return AttributeProto.AttributeType.STRING;
    } else if (proto.getF() != 0) {
      return AttributeProto.AttributeType.FLOAT;
    }
    return AttributeProto.AttributeType.INT;
  }

  private FormatException wrong(String place, String field, String expected, String found) {
    return new FormatException(
        file, place + ", " + field, expected, found, "The file is damaged; export it again.");
  }
}
