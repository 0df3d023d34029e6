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
  public static final String READ = "numbers or truth values";

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

  /// The type of Gradus that holds its values, a wider one where Gradus has none of its own
  /// (decisions 0031 and 0032); empty if there is none.
  public Optional<DType> dtype() {
    return switch (this) {
      case FLOAT,
          FLOAT16,
          BFLOAT16,
          FLOAT8E4M3FN,
          FLOAT8E4M3FNUZ,
          FLOAT8E5M2,
          FLOAT8E5M2FNUZ,
          FLOAT8E8M0,
          FLOAT4E2M1 ->
          Optional.of(DType.F32);
      case DOUBLE -> Optional.of(DType.F64);
      case INT32, INT16, UINT16, INT8, UINT8, INT4, UINT4, INT2, UINT2 -> Optional.of(DType.I32);
      case INT64, UINT32, UINT64 -> Optional.of(DType.I64);
      case BOOL -> Optional.of(DType.BOOL);
      case UNDEFINED, STRING, COMPLEX64, COMPLEX128 -> Optional.empty();
    };
  }

  /// Whether its values are held in the type of another one.
  public boolean isHeld() {
    return dtype().filter(dtype -> of(dtype) != this).isPresent();
  }

  /// Whether it is a type of integers that are held in another one.
  public boolean isHeldInteger() {
    return isHeld() && dtype().filter(DType::isInteger).isPresent();
  }

  /// Whether it is a type of floats of 8 or 4 bits.
  public boolean isSmallFloat() {
    return isHeld() && bits <= 8 && !isHeldInteger();
  }

  /// Whether a number is one of this type of integers.
  public boolean holds(double value) {
    double size = Math.scalb(1.0, isUnsigned() ? bits : bits - 1);
    return value == Math.rint(value) && value < size && value >= (isUnsigned() ? 0 : -size);
  }

  /// Whether a model may give out a value of this type as one of that type: those of 16 bits and
  /// `float` are one in Gradus until then (decision 0031).
  public boolean isGivenAs(ElementType told) {
    boolean single = this == FLOAT || isHalf();
    return this == told || (single && (told == FLOAT || told.isHalf()));
  }

  /// Whether its integers begin at 0.
  public boolean isUnsigned() {
    return switch (this) {
      case UINT2, UINT4, UINT8, UINT16, UINT32, UINT64 -> true;
      default -> false;
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
