package gradus.runtime.plan;

import gradus.tensor.DType;

/// Where in an array a value begins, so that wide loads do not cross cache lines.
///
/// An array's elements start {@link #HEADER} bytes into the object. Big arrays lie at the start of
/// a region under G1, so a value whose distance from the object's start is a multiple of {@link
/// #LINE} is aligned: element 12 of a `float[]`, 28, 44, and so on.
final class Alignment {

  /// Bytes of a cache line.
  static final int LINE = 64;

  /// Bytes before an array's first element on a 64-bit machine with compressed class pointers.
  static final int HEADER = 16;

  private Alignment() {}

  /// The first aligned element: 12 for f32.
  static int first(DType dtype) {
    return (LINE - HEADER) / dtype.bytes();
  }

  /// The elements rounded up to whole cache lines.
  static int rounded(DType dtype, int elements) {
    int line = LINE / dtype.bytes();
    return Math.ceilDiv(elements, line) * line;
  }

  /// A new array of this type.
  static Object array(DType dtype, int length) {
    return switch (dtype) {
      case F32 -> new float[length];
      case F64 -> new double[length];
      case I32 -> new int[length];
      case I64 -> new long[length];
      case BOOL -> new byte[length];
    };
  }
}
