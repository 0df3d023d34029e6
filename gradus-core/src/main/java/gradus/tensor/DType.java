package gradus.tensor;

import java.util.Locale;

/// The type of one element.
public enum DType {
  /// IEEE 754 binary32.
  F32(4),
  /// IEEE 754 binary64.
  F64(8),
  /// 32-bit two's complement integer.
  I32(4),
  /// 64-bit two's complement integer.
  I64(8),
  /// Truth value, one byte: 0 or 1.
  BOOL(1);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /// Bytes of one element in memory and in files.
  public int bytes() {
    return bytes;
  }

  /// Whether derivatives flow through this type: true for F32 and F64.
  public boolean isFloat() {
    return this == F32 || this == F64;
  }

  /// Whether this is I32 or I64.
  public boolean isInteger() {
    return this == I32 || this == I64;
  }

  /// The short name used in types and files, such as `f32`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
