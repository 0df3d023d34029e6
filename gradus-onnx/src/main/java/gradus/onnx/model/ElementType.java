package gradus.onnx.model;

import gradus.tensor.DType;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The element types of ONNX, with the numbers that files use. Source: `onnx.proto`,
/// `TensorProto.DataType`.
public enum ElementType {
  /// No type given.
  UNDEFINED(0, 0),
  /// IEEE 754 binary32.
  FLOAT(1, 32),
  /// Unsigned 8-bit integer.
  UINT8(2, 8),
  /// Signed 8-bit integer.
  INT8(3, 8),
  /// Unsigned 16-bit integer.
  UINT16(4, 16),
  /// Signed 16-bit integer.
  INT16(5, 16),
  /// Signed 32-bit integer.
  INT32(6, 32),
  /// Signed 64-bit integer.
  INT64(7, 64),
  /// Text.
  STRING(8, 0),
  /// Truth value.
  BOOL(9, 8),
  /// IEEE 754 binary16.
  FLOAT16(10, 16),
  /// IEEE 754 binary64.
  DOUBLE(11, 64),
  /// Unsigned 32-bit integer.
  UINT32(12, 32),
  /// Unsigned 64-bit integer.
  UINT64(13, 64),
  /// Two floats.
  COMPLEX64(14, 64),
  /// Two doubles.
  COMPLEX128(15, 128),
  /// The upper half of a binary32.
  BFLOAT16(16, 16),
  /// 8 bits: 4 of exponent, 3 of mantissa, no infinity.
  FLOAT8E4M3FN(17, 8),
  /// The same without negative zero.
  FLOAT8E4M3FNUZ(18, 8),
  /// 8 bits: 5 of exponent, 2 of mantissa.
  FLOAT8E5M2(19, 8),
  /// The same without negative zero.
  FLOAT8E5M2FNUZ(20, 8),
  /// Unsigned 4-bit integer.
  UINT4(21, 4),
  /// Signed 4-bit integer.
  INT4(22, 4),
  /// 4 bits: 2 of exponent, 1 of mantissa.
  FLOAT4E2M1(23, 4),
  /// A power of two in 8 bits.
  FLOAT8E8M0(24, 8),
  /// Unsigned 2-bit integer.
  UINT2(25, 2),
  /// Signed 2-bit integer.
  INT2(26, 2);

  /// The types that are read, for messages.
  public static final String READ = "float, double, float16, bfloat16, int32, int64 or bool";

  private final int number;
  private final int bits;

  ElementType(int number, int bits) {
    this.number = number;
    this.bits = bits;
  }

  /// The number in files.
  public int number() {
    return number;
  }

  /// Bits of one element in `raw_data`; 0 where there is no such form.
  public int bits() {
    return bits;
  }

  /// The type of that number; empty if ONNX has none.
  public static Optional<ElementType> of(long number) {
    return Arrays.stream(values()).filter(type -> type.number == number).findFirst();
  }

  /// The type of Gradus that holds its values, a wider one for floats of 16 bits (decision 0031);
  /// empty if there is none.
  public Optional<DType> dtype() {
    return switch (this) {
      case FLOAT, FLOAT16, BFLOAT16 -> Optional.of(DType.F32);
      case DOUBLE -> Optional.of(DType.F64);
      case INT32 -> Optional.of(DType.I32);
      case INT64 -> Optional.of(DType.I64);
      case BOOL -> Optional.of(DType.BOOL);
      default -> Optional.empty();
    };
  }

  /// Whether it is one of floats of 16 bits.
  public boolean isHalf() {
    return this == FLOAT16 || this == BFLOAT16;
  }

  /// The type of ONNX for one of Gradus.
  public static ElementType of(DType dtype) {
    return switch (dtype) {
      case F32 -> FLOAT;
      case F64 -> DOUBLE;
      case I32 -> INT32;
      case I64 -> INT64;
      case BOOL -> BOOL;
    };
  }

  /// As ONNX writes it in its documents: `tensor(float)` has `float`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
