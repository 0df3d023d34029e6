package gradus.onnx.read;

import gradus.onnx.model.ElementType;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Tensors of types that Gradus holds in wider ones (decisions 0031 and 0032): every value of them
/// is one of the wider type, but for the upper half of `uint64`, whose bits are kept.
///
/// Source: ONNX, `onnx.proto`, TensorProto; for floats of 8 bits "Float stored in 8 bits" and for
/// those of 4 bits "Float stored in 4 bits" of its documents.
final class HeldTensors {

  private HeldTensors() {}

  /// The bits of an element; those above its own are of no account.
  @FunctionalInterface
  interface Bits {
    long at(int index);
  }

  /// The bits of elements that lie one after the other, the lowest bits first.
  static Bits packed(ElementType element, ByteBuffer bytes) {
    ByteBuffer little = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    return switch (element.bits()) {
      case 64 -> i -> little.getLong(8 * i);
      case 32 -> i -> little.getInt(4 * i);
      case 16 -> i -> little.getShort(2 * i);
      case 8 -> little::get;
      default -> {
        int each = 8 / element.bits();
        yield i -> (little.get(i / each) & 0xff) >>> (element.bits() * (i % each));
      }
    };
  }

  /// The tensor with these bits.
  static Tensor of(ElementType element, Shape shape, Bits bits) {
    int n = shape.elements();
    DType dtype = element.dtype().orElseThrow();
    if (dtype == DType.F32) {
      float[] values = new float[n];
      for (int i = 0; i < n; i++) {
        values[i] = real(element, (int) bits.at(i));
      }
      return Tensor.of(shape, values);
    }
    int above = 64 - element.bits();
    if (dtype == DType.I64) {
      long[] values = new long[n];
      for (int i = 0; i < n; i++) {
        values[i] = bits.at(i) << above >>> above;
      }
      return Tensor.of(shape, values);
    }
    int[] values = new int[n];
    for (int i = 0; i < n; i++) {
      long upper = bits.at(i) << above;
      values[i] = (int) (element.isUnsigned() ? upper >>> above : upper >> above);
    }
    return Tensor.of(shape, values);
  }

  private static float real(ElementType element, int bits) {
    return switch (element) {
      case FLOAT16 -> Float.float16ToFloat((short) bits);
      case BFLOAT16 -> Float.intBitsToFloat(bits << 16);
      // the upper half of a float of 16 bits
      case FLOAT8E5M2 -> Float.float16ToFloat((short) (bits << 8));
      case FLOAT8E5M2FNUZ -> (bits & 0xff) == 0x80 ? Float.NaN : split(bits, 8, 2, 16);
      case FLOAT8E4M3FN -> (bits & 0x7f) == 0x7f ? Float.NaN : split(bits, 8, 3, 7);
      case FLOAT8E4M3FNUZ -> (bits & 0xff) == 0x80 ? Float.NaN : split(bits, 8, 3, 8);
      case FLOAT4E2M1 -> split(bits, 4, 1, 1);
      case FLOAT8E8M0 -> (bits & 0xff) == 0xff ? Float.NaN : Math.scalb(1f, (bits & 0xff) - 127);
      default -> throw new IllegalStateException("no float that is held: " + element);
    };
  }

  /// Sign, exponent and mantissa; an exponent of 0 is that of numbers without the leading 1.
  private static float split(int bits, int width, int mantissa, int bias) {
    boolean negative = (bits >>> (width - 1) & 1) == 1;
    int exponent = (bits & ((1 << (width - 1)) - 1)) >>> mantissa;
    int digits = bits & ((1 << mantissa) - 1);
    float value =
        exponent == 0
            ? Math.scalb((float) digits, 1 - bias - mantissa)
            : Math.scalb((float) (digits + (1 << mantissa)), exponent - bias - mantissa);
    return negative ? -value : value;
  }
}
