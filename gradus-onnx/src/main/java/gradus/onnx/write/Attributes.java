package gradus.onnx.write;

import com.google.protobuf.ByteString;
import gradus.onnx.model.ElementType;
import gradus.onnx.wire.AttributeProto;
import gradus.onnx.wire.AttributeProto.AttributeType;
import gradus.tensor.Tensor;
import java.util.List;

/// Attributes of nodes as messages.
final class Attributes {

  private Attributes() {}

  static AttributeProto whole(String name, long value) {
    return named(name, AttributeType.INT).setI(value).build();
  }

  /// Attributes are f32, as are the numbers that a plan of f32 uses in their place.
  static AttributeProto real(String name, double value) {
    return named(name, AttributeType.FLOAT).setF((float) value).build();
  }

  static AttributeProto text(String name, String value) {
    return named(name, AttributeType.STRING).setS(ByteString.copyFromUtf8(value)).build();
  }

  static AttributeProto wholes(String name, List<Integer> values) {
    AttributeProto.Builder proto = named(name, AttributeType.INTS);
    values.forEach(value -> proto.addInts(value));
    return proto.build();
  }

  static AttributeProto tensor(String name, Tensor value) {
    return named(name, AttributeType.TENSOR).setT(TensorMessage.of("", value)).build();
  }

  /// The same of a type of integers that Gradus holds in another one.
  static AttributeProto tensor(String name, Tensor value, ElementType element) {
    return named(name, AttributeType.TENSOR).setT(TensorMessage.of("", value, element)).build();
  }

  static AttributeProto.Builder named(String name, AttributeType type) {
    return AttributeProto.newBuilder().setName(name).setType(type);
  }
}
