package gradus.onnx.read;

import com.google.protobuf.ByteString;
import gradus.onnx.model.ElementType;
import gradus.onnx.wire.AttributeProto;
import gradus.onnx.wire.AttributeProto.AttributeType;
import gradus.onnx.wire.GraphProto;
import gradus.onnx.wire.ModelProto;
import gradus.onnx.wire.NodeProto;
import gradus.onnx.wire.OperatorSetIdProto;
import gradus.onnx.wire.TensorProto;
import gradus.onnx.wire.TensorShapeProto;
import gradus.onnx.wire.TypeProto;
import gradus.onnx.wire.ValueInfoProto;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.List;

/// Models and their parts, written for tests.
final class Models {
  private Models() {}

  static ModelProto.Builder model(int opset, GraphProto.Builder graph) {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
        .setGraph(graph.setName("test"));
  }

  static OnnxModel read(ModelProto.Builder model) {
    return OnnxModel.read("m.onnx", model.build().toByteArray());
  }

  static GraphProto.Builder graph(NodeProto.Builder... nodes) {
    GraphProto.Builder graph = GraphProto.newBuilder();
    for (NodeProto.Builder node : nodes) {
      graph.addNode(node);
    }
    return graph;
  }

  static NodeProto.Builder node(String operator, List<String> inputs, List<String> outputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .setName("n" + outputs.getFirst())
        .addAllInput(inputs)
        .addAllOutput(outputs);
  }

  static ValueInfoProto info(String name, DType dtype, Object... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (Object size : sizes) {
      TensorShapeProto.Dimension.Builder dim = shape.addDimBuilder();
      if (size instanceof String symbol) {
        dim.setDimParam(symbol);
      } else {
        dim.setDimValue(((Number) size).longValue());
      }
    }
    return typed(name, dtype, shape);
  }

  /// A value of a type whose sizes are not said.
  static ValueInfoProto open(String name, DType dtype) {
    return typed(name, dtype, null);
  }

  private static ValueInfoProto typed(String name, DType dtype, TensorShapeProto.Builder shape) {
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(ElementType.of(dtype).number());
    if (shape != null) {
      tensor.setShape(shape);
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  static TensorProto tensor(String name, Tensor value) {
    TensorProto.Builder proto =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(ElementType.of(value.type().dtype()).number());
    value.shape().sizes().forEach(size -> proto.addDims(size));
    switch (value.type().dtype()) {
      case F32 -> {
        for (float one : value.toFloats()) {
          proto.addFloatData(one);
        }
      }
      case F64 -> {
        for (double one : value.toDoubles()) {
          proto.addDoubleData(one);
        }
      }
      case I64 -> {
        for (long one : value.toLongs()) {
          proto.addInt64Data(one);
        }
      }
      case I32, BOOL -> {
        for (int one : value.toInts()) {
          proto.addInt32Data(one);
        }
      }
    }
    return proto.build();
  }

  static TensorProto floats(String name, float... values) {
    return tensor(name, Tensor.of(Shape.of(values.length), values));
  }

  static TensorProto longs(String name, long... values) {
    return tensor(name, Tensor.of(Shape.of(values.length), values));
  }

  /// An attribute of the kind that its value has.
  static AttributeProto attribute(String name, Object value) {
    AttributeProto.Builder proto = AttributeProto.newBuilder().setName(name);
    switch (value) {
      case Integer whole -> proto.setI(whole).setType(AttributeType.INT);
      case Float real -> proto.setF(real).setType(AttributeType.FLOAT);
      case String text -> proto.setS(ByteString.copyFromUtf8(text)).setType(AttributeType.STRING);
      case long[] wholes -> {
        for (long whole : wholes) {
          proto.addInts(whole);
        }
        proto.setType(AttributeType.INTS);
      }
      case float[] reals -> {
        for (float real : reals) {
          proto.addFloats(real);
        }
        proto.setType(AttributeType.FLOATS);
      }
      case String[] texts -> {
        for (String text : texts) {
          proto.addStrings(ByteString.copyFromUtf8(text));
        }
        proto.setType(AttributeType.STRINGS);
      }
      case Tensor tensor -> proto.setT(tensor("", tensor)).setType(AttributeType.TENSOR);
      default -> throw new AssertionError(value);
    }
    return proto.build();
  }
}
