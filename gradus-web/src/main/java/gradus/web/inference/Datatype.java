package gradus.web.inference;

import gradus.onnx.model.ElementType;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.web.http.HttpProblem;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// The element types of the protocol. Source: Open Inference Protocol, "Tensor Data Types".
///
/// An input of a model takes its own type, and others all of whose values it holds exactly.
public enum Datatype {
  /// Truth value, one byte.
  BOOL(1, 0, 1),
  /// Unsigned, 8 bits.
  UINT8(1, 0, 0xFF),
  /// Unsigned, 16 bits.
  UINT16(2, 0, 0xFFFF),
  /// Unsigned, 32 bits.
  UINT32(4, 0, 0xFFFFFFFFL),
  /// Unsigned, 64 bits.
  UINT64(8, 0, Long.MAX_VALUE),
  /// Signed, 8 bits.
  INT8(1, Byte.MIN_VALUE, Byte.MAX_VALUE),
  /// Signed, 16 bits.
  INT16(2, Short.MIN_VALUE, Short.MAX_VALUE),
  /// Signed, 32 bits.
  INT32(4, Integer.MIN_VALUE, Integer.MAX_VALUE),
  /// Signed, 64 bits.
  INT64(8, Long.MIN_VALUE, Long.MAX_VALUE),
  /// IEEE 754 binary16.
  FP16(2, 0, 0),
  /// The upper half of a binary32.
  BF16(2, 0, 0),
  /// IEEE 754 binary32.
  FP32(4, 0, 0),
  /// IEEE 754 binary64.
  FP64(8, 0, 0),
  /// Text, each element with its length before it.
  BYTES(0, 0, 0);

  private static final Set<Datatype> SMALL = Set.of(UINT8, INT8, UINT16, INT16, FP16, BF16);

  private final int bytes;
  private final long least;
  private final long most;

  Datatype(int bytes, long least, long most) {
    this.bytes = bytes;
    this.least = least;
    this.most = most;
  }

  /// The type of that name.
  public static Optional<Datatype> named(String name) {
    return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
  }

  /// The protocol's type for one of Gradus.
  public static Datatype of(DType dtype) {
    return switch (dtype) {
      case F32 -> FP32;
      case F64 -> FP64;
      case I32 -> INT32;
      case I64 -> INT64;
      case BOOL -> BOOL;
    };
  }

  /// The protocol's type for one of ONNX: floats of 16 bits are told as FP32, which holds them;
  /// empty for types of less than 8 bits, for floats of 8 bits and for what holds no numbers.
  static Optional<Datatype> of(ElementType element) {
    if (element.isHeldInteger()) {
      return named(element.name());
    }
    return element.isSmallFloat() ? Optional.empty() : element.dtype().map(Datatype::of);
  }

  /// The type of Gradus that a model computes with.
  DType dtype() {
    return switch (this) {
      case FP64 -> DType.F64;
      case INT8, UINT8, INT16, UINT16, INT32 -> DType.I32;
      case UINT32, UINT64, INT64 -> DType.I64;
      case BOOL -> DType.BOOL;
      case FP16, BF16, FP32, BYTES -> DType.F32;
    };
  }

  /// Bytes of one element in binary data; 0 where they vary.
  public int bytes() {
    return bytes;
  }

  /// Whether its numbers have fractions.
  boolean isFloat() {
    return this == FP16 || this == BF16 || this == FP32 || this == FP64;
  }

  /// Whether every value of this type is one of that type.
  boolean fits(Datatype type) {
    return switch (type) {
      case FP32 -> this == FP32 || SMALL.contains(this);
      case FP64 ->
          this == FP64 || this == FP32 || this == INT32 || this == UINT32 || SMALL.contains(this);
      case INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 ->
          this == type
              || (bytes > 0
                  && !isFloat()
                  && this != BOOL
                  && least >= type.least
                  && bytes < type.bytes);
      case BOOL -> this == BOOL;
      case FP16, BF16, BYTES -> this == type;
    };
  }

  /// Whether an integer is in range; of the upper half of `UINT64` none is.
  boolean holds(long value) {
    return value >= least && value <= most;
  }

  /// A float as this type would keep it.
  float rounded(float value) {
    return switch (this) {
      case FP16 -> Float.float16ToFloat(Float.floatToFloat16(value));
      case BF16 -> brain(value);
      default -> value;
    };
  }

  /// To the nearest, to even where two are as near.
  private static float brain(float value) {
    int bits = Float.floatToRawIntBits(value);
    return Float.intBitsToFloat((bits + 0x7FFF + ((bits >>> 16) & 1)) & 0xFFFF0000);
  }

  /// Little-endian elements as a tensor of a type that holds them.
  ///
  /// Throws {@link HttpProblem} 400 for a truth value that is neither 0 nor 1.
  ///
  /// @param data as many bytes as the elements have
  Tensor decode(ByteBuffer data, Shape shape, DType type) {
    int n = shape.elements();
    return switch (type) {
      case F32 -> {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
          values[i] = (float) real(data);
        }
        yield Tensor.of(shape, values);
      }
      case F64 -> {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
          values[i] = real(data);
        }
        yield Tensor.of(shape, values);
      }
      case I32 -> {
        int[] values = new int[n];
        for (int i = 0; i < n; i++) {
          values[i] = (int) whole(data);
        }
        yield Tensor.of(shape, values);
      }
      case I64 -> {
        long[] values = new long[n];
        for (int i = 0; i < n; i++) {
          values[i] = whole(data);
        }
        yield Tensor.of(shape, values);
      }
      case BOOL -> {
        boolean[] values = new boolean[n];
        for (int i = 0; i < n; i++) {
          values[i] = truth(data.get());
        }
        yield Tensor.of(shape, values);
      }
    };
  }

  private static boolean truth(byte value) {
    if (value != 0 && value != 1) {
      throw new HttpProblem(
          400, "BOOL: expected bytes 0 and 1, found %d. Send one byte each.".formatted(value));
    }
    return value == 1;
  }

  private double real(ByteBuffer data) {
    return switch (this) {
      case FP16 -> Float.float16ToFloat(data.getShort());
      case BF16 -> Float.intBitsToFloat(data.getShort() << 16);
      case FP32 -> data.getFloat();
      case FP64 -> data.getDouble();
      default -> whole(data);
    };
  }

  private long whole(ByteBuffer data) {
    return switch (this) {
      case UINT8 -> data.get() & 0xFF;
      case INT8 -> data.get();
      case UINT16 -> data.getShort() & 0xFFFF;
      case INT16 -> data.getShort();
      case UINT32 -> data.getInt() & 0xFFFFFFFFL;
      case INT32 -> data.getInt();
      default -> data.getLong();
    };
  }
}
