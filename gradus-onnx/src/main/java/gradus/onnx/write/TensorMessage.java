package gradus.onnx.write;

import com.google.protobuf.UnsafeByteOperations;
import gradus.onnx.model.ElementType;
import gradus.onnx.wire.TensorProto;
import gradus.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Tensors as messages: `raw_data`, little-endian, so that every bit stays, also those of a NaN.
final class TensorMessage {

  private TensorMessage() {}

  static TensorProto of(String name, Tensor value) {
    // nobody else holds the array
    return typed(name, value).setRawData(UnsafeByteOperations.unsafeWrap(raw(value))).build();
  }

  /// A tensor without its elements.
  static TensorProto.Builder typed(String name, Tensor value) {
    TensorProto.Builder proto =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(ElementType.of(value.type().dtype()).number());
    value.shape().sizes().forEach(size -> proto.addDims(size));
    return proto;
  }

  /// The elements, in an array that nobody else holds.
  static byte[] raw(Tensor value) {
    byte[] bytes = new byte[Math.multiplyExact(value.elements(), value.type().dtype().bytes())];
    ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    switch (value.type().dtype()) {
      case F32 -> little.asFloatBuffer().put(value.toFloats());
      case F64 -> little.asDoubleBuffer().put(value.toDoubles());
      case I32 -> little.asIntBuffer().put(value.toInts());
      case I64 -> little.asLongBuffer().put(value.toLongs());
      case BOOL -> little.put(value.toBytes());
    }
    return bytes;
  }
}
