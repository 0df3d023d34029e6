package gradus.onnx.write;

import com.google.protobuf.UnsafeByteOperations;
import gradus.onnx.model.ElementType;
import gradus.onnx.wire.TensorProto;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Tensors as messages: `raw_data`, little-endian, so that every bit stays, also those of a NaN.
final class TensorMessage {

  private TensorMessage() {}

  static TensorProto of(String name, Tensor value) {
    // nobody else holds the array
    return typed(name, value).setRawData(UnsafeByteOperations.unsafeWrap(raw(value))).build();
  }

  /// A tensor of a type of integers that Gradus holds in another one, else one of its own type.
  static TensorProto of(String name, Tensor value, ElementType element) {
    if (element.isSmallFloat() || (element.isHeldInteger() && element.bits() < 8)) {
      throw new IllegalArgumentException(
          "tensor \"%s\": expected elements of 8 bits or more, floats of 16 or more, found %s. Cast it to float before the model is exported."
              .formatted(name, element));
    }
    if (!element.isHeldInteger()) {
      return of(name, value);
    }
    byte[] bytes = new byte[Math.multiplyExact(value.elements(), element.bits() / 8)];
    ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (long bits : value.toLongs()) {
      switch (element.bits()) {
        case 8 -> little.put((byte) bits);
        case 16 -> little.putShort((short) bits);
        case 32 -> little.putInt((int) bits);
        default -> little.putLong(bits);
      }
    }
    return typed(name, value)
        .setDataType(element.number())
        .setRawData(UnsafeByteOperations.unsafeWrap(bytes))
        .build();
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

  /// How many bytes a tensor takes, which readers of ONNX hold in one piece.
  static int length(TensorType type) {
    long length = (long) type.shape().elements() * type.dtype().bytes();
    if (length > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "tensor %s: expected at most 2147483647 bytes for one tensor, found %d. Cut the layer into parts before the model is exported."
              .formatted(type, length));
    }
    return (int) length;
  }

  /// The elements, in an array that nobody else holds.
  static byte[] raw(Tensor value) {
    byte[] bytes = new byte[length(value.type())];
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
