package gradus.runtime.plan;

import gradus.tensor.DType;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;

/// Where a value lives: neighbouring elements of an array that other values share.
final class Cells {

  final DType dtype;
  final Object array;
  final int offset;
  final int length;

  Cells(DType dtype, Object array, int offset, int length) {
    this.dtype = dtype;
    this.array = array;
    this.offset = offset;
    this.length = length;
  }

  Cells part(int start, int partLength) {
    return new Cells(dtype, array, offset + start, partLength);
  }

  float[] floats() {
    return (float[]) array;
  }

  double[] doubles() {
    return (double[]) array;
  }

  int[] ints() {
    return (int[]) array;
  }

  long[] longs() {
    return (long[]) array;
  }

  byte[] bytes() {
    return (byte[]) array;
  }

  double doubleAt(int position) {
    int at = offset + position;
    return switch (dtype) {
      case F32 -> floats()[at];
      case F64 -> doubles()[at];
      case I32 -> ints()[at];
      case I64 -> longs()[at];
      case BOOL -> bytes()[at];
    };
  }

  long longAt(int position) {
    return dtype == DType.I64 ? longs()[offset + position] : (long) doubleAt(position);
  }

  void set(int position, double value) {
    int at = offset + position;
    switch (dtype) {
      case F32 -> floats()[at] = (float) value;
      case F64 -> doubles()[at] = value;
      case I32 -> ints()[at] = (int) value;
      case I64 -> longs()[at] = (long) value;
      case BOOL -> bytes()[at] = (byte) (value != 0 ? 1 : 0);
    }
  }

  /// Copies all elements of a tensor of this type here.
  void set(Tensor value) {
    Object source =
        switch (dtype) {
          case F32 -> value.toFloats();
          case F64 -> value.toDoubles();
          case I32 -> value.toInts();
          case I64 -> value.toLongs();
          case BOOL -> value.toBytes();
        };
    System.arraycopy(source, 0, array, offset, length);
  }

  /// The elements as a tensor of this shape.
  Tensor tensor(TensorType type) {
    return switch (dtype) {
      case F32 -> Tensor.of(type.shape(), copy(new float[length]));
      case F64 -> Tensor.of(type.shape(), copy(new double[length]));
      case I32 -> Tensor.of(type.shape(), copy(new int[length]));
      case I64 -> Tensor.of(type.shape(), copy(new long[length]));
      case BOOL -> {
        boolean[] truth = new boolean[length];
        for (int i = 0; i < length; i++) {
          truth[i] = bytes()[offset + i] != 0;
        }
        yield Tensor.of(type.shape(), truth);
      }
    };
  }

  private <T> T copy(T target) {
    System.arraycopy(array, offset, target, 0, length);
    return target;
  }

  /// The position of the first NaN or ±∞, −1 if there is none.
  int firstNotFinite() {
    for (int i = 0; i < length && dtype.isFloat(); i++) {
      if (!Double.isFinite(doubleAt(i))) {
        return i;
      }
    }
    return -1;
  }
}
