package gradus.nn.data;

import gradus.tensor.DType;
import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// How numbers lie in files of tensors, and which type they become here.
///
/// Halves become floats; integers below 32 bits become 32-bit ones; unsigned 32-bit ones become
/// 64-bit ones; unsigned 64-bit ones too, as long as they fit.
enum Element {
  F16(2, "f2", DType.F32),
  BF16(2, "", DType.F32),
  F32(4, "f4", DType.F32),
  F64(8, "f8", DType.F64),
  I8(1, "i1", DType.I32),
  I16(2, "i2", DType.I32),
  I32(4, "i4", DType.I32),
  I64(8, "i8", DType.I64),
  U8(1, "u1", DType.I32),
  U16(2, "u2", DType.I32),
  U32(4, "u4", DType.I64),
  U64(8, "u8", DType.I64),
  BOOL(1, "b1", DType.BOOL);

  private final int width;
  private final String npy;
  private final DType type;

  Element(int width, String npy, DType type) {
    this.width = width;
    this.npy = npy;
    this.type = type;
  }

  /// Bytes of one number in a file.
  int width() {
    return width;
  }

  /// NumPy's letter and width, such as `f4`.
  String npy() {
    return npy;
  }

  /// The one that safetensors calls by this name.
  static Optional<Element> named(String name) {
    return Arrays.stream(values()).filter(element -> element.name().equals(name)).findFirst();
  }

  /// The one that NumPy writes with this letter and width.
  static Optional<Element> ofNpy(String code) {
    return Arrays.stream(values())
        .filter(element -> !code.isEmpty() && element.npy.equals(code))
        .findFirst();
  }

  /// The one in which a type is written.
  static Element of(DType type) {
    return switch (type) {
      case F32 -> F32;
      case F64 -> F64;
      case I32 -> I32;
      case I64 -> I64;
      case BOOL -> BOOL;
    };
  }

  /// Reads a tensor's numbers, in the order of the buffer's bytes; `place` is where they are.
  Tensor decode(Shape shape, ByteBuffer in, String file, String place) {
    int n = shape.elements();
    return switch (type) {
      case F32 -> {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
          values[i] = nextFloat(in);
        }
        yield Tensor.of(shape, values);
      }
      case F64 -> {
        double[] values = new double[n];
        in.asDoubleBuffer().get(values);
        yield Tensor.of(shape, values);
      }
      case I32 -> {
        int[] values = new int[n];
        for (int i = 0; i < n; i++) {
          values[i] = (int) nextLong(in, file, place);
        }
        yield Tensor.of(shape, values);
      }
      case I64 -> {
        long[] values = new long[n];
        for (int i = 0; i < n; i++) {
          values[i] = nextLong(in, file, place);
        }
        yield Tensor.of(shape, values);
      }
      case BOOL -> {
        boolean[] values = new boolean[n];
        for (int i = 0; i < n; i++) {
          values[i] = in.get() != 0;
        }
        yield Tensor.of(shape, values);
      }
    };
  }

  private float nextFloat(ByteBuffer in) {
    return switch (this) {
      case F16 -> Float.float16ToFloat(in.getShort());
      case BF16 -> Float.intBitsToFloat(in.getShort() << 16);
      default -> in.getFloat();
    };
  }

  private long nextLong(ByteBuffer in, String file, String place) {
    return switch (this) {
      case I8 -> in.get();
      case U8 -> in.get() & 0xFF;
      case I16 -> in.getShort();
      case U16 -> in.getShort() & 0xFFFF;
      case I32 -> in.getInt();
      case U32 -> in.getInt() & 0xFFFFFFFFL;
      case U64 -> signed(in.getLong(), file, place);
      default -> in.getLong();
    };
  }

  private static long signed(long value, String file, String place) {
    if (value < 0) {
      throw new FormatException(
          file,
          place,
          "unsigned numbers of at most " + Long.MAX_VALUE,
          Long.toUnsignedString(value),
          "Store them as signed 64-bit numbers or as floats.");
    }
    return value;
  }

  /// Appends a tensor's numbers to a buffer that has room for them.
  static void encode(Tensor tensor, ByteBuffer out) {
    switch (tensor.type().dtype()) {
      case F32 -> {
        float[] values = tensor.toFloats();
        out.asFloatBuffer().put(values);
        out.position(out.position() + 4 * values.length);
      }
      case F64 -> {
        double[] values = tensor.toDoubles();
        out.asDoubleBuffer().put(values);
        out.position(out.position() + 8 * values.length);
      }
      case I32 -> {
        int[] values = tensor.toInts();
        out.asIntBuffer().put(values);
        out.position(out.position() + 4 * values.length);
      }
      case I64 -> {
        long[] values = tensor.toLongs();
        out.asLongBuffer().put(values);
        out.position(out.position() + 8 * values.length);
      }
      case BOOL -> {
        for (int value : tensor.toInts()) {
          out.put((byte) value);
        }
      }
    }
  }
}
