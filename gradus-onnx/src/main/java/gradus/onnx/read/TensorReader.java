package gradus.onnx.read;

import com.google.protobuf.ByteString;
import gradus.onnx.model.ElementType;
import gradus.onnx.model.OnnxTensor;
import gradus.onnx.model.UnsupportedException;
import gradus.onnx.wire.TensorProto;
import gradus.tensor.DType;
import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// Tensors from their messages: sizes and lengths are checked before anything is allocated.
///
/// @param file the file, for messages
/// @param external where data outside the file are
record TensorReader(String file, ExternalData external) {

  private static final int EXTERNAL = 1;

  /// The tensor of a message.
  ///
  /// @param place what messages call it
  Tensor read(String place, TensorProto proto) {
    return typed(place, proto).value();
  }

  /// The same with its element type.
  OnnxTensor typed(String place, TensorProto proto) {
    ElementType element = element(place, proto.getDataType());
    return new OnnxTensor(read(place, element, proto), element);
  }

  private Tensor read(String place, ElementType element, TensorProto proto) {
    DType dtype = dtype(place, element);
    Shape shape = shape(place, proto.getDimsList());
    if (proto.hasSegment()) {
      throw new UnsupportedException(
          file, place + ", segment", "a whole tensor", "a part of one", "Save it in one piece.");
    }
    if (element.isHeld()) {
      return held(place, element, shape, proto);
    }
    long wanted = (long) shape.elements() * dtype.bytes();
    if (proto.getDataLocation() == EXTERNAL) {
      return external.read(
          place, proto.getExternalDataList(), wanted, bytes -> raw(shape, dtype, bytes));
    }
    if (proto.getDataLocation() != 0) {
      throw location(place, proto);
    }
    ByteString bytes = proto.getRawData();
    if (!bytes.isEmpty()) {
      requireLength(place, "raw_data", wanted, bytes.size(), "bytes");
      return raw(shape, dtype, bytes.asReadOnlyByteBuffer());
    }
    return typed(place, shape, dtype, proto);
  }

  /// Numbers whose type is held in another one: their bits are widened one by one.
  private Tensor held(String place, ElementType element, Shape shape, TensorProto proto) {
    int n = shape.elements();
    long packed = ((long) n * element.bits() + 7) / 8;
    ByteString raw = proto.getRawData();
    if (proto.getDataLocation() == EXTERNAL) {
      return external.read(
          place,
          proto.getExternalDataList(),
          packed,
          bytes -> HeldTensors.of(element, shape, HeldTensors.packed(element, bytes)));
    } else if (proto.getDataLocation() != 0) {
      throw location(place, proto);
    } else if (!raw.isEmpty()) {
      requireLength(place, "raw_data", packed, raw.size(), "bytes");
      return HeldTensors.of(
          element, shape, HeldTensors.packed(element, raw.asReadOnlyByteBuffer()));
    } else if (element == ElementType.UINT32 || element == ElementType.UINT64) {
      requireLength(place, "uint64_data", n, proto.getUint64DataCount(), "elements");
      return HeldTensors.of(element, shape, proto::getUint64Data);
    }
    // of types of less than 8 bits a number holds as many as a byte would
    long numbers = element.bits() < 8 ? packed : n;
    requireLength(place, "int32_data", numbers, proto.getInt32DataCount(), "elements");
    int each = Math.max(1, 8 / element.bits());
    return HeldTensors.of(
        element, shape, i -> proto.getInt32Data(i / each) >>> (element.bits() * (i % each)));
  }

  private FormatException location(String place, TensorProto proto) {
    return wrong(place, "data_location", "0 or 1", String.valueOf(proto.getDataLocation()));
  }

  private Tensor typed(String place, Shape shape, DType dtype, TensorProto proto) {
    int n = shape.elements();
    return switch (dtype) {
      case F32 -> {
        requireLength(place, "float_data", n, proto.getFloatDataCount(), "elements");
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
          values[i] = proto.getFloatData(i);
        }
        yield Tensor.of(shape, values);
      }
      case F64 -> {
        requireLength(place, "double_data", n, proto.getDoubleDataCount(), "elements");
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
          values[i] = proto.getDoubleData(i);
        }
        yield Tensor.of(shape, values);
      }
      case I64 -> {
        requireLength(place, "int64_data", n, proto.getInt64DataCount(), "elements");
        long[] values = new long[n];
        for (int i = 0; i < n; i++) {
          values[i] = proto.getInt64Data(i);
        }
        yield Tensor.of(shape, values);
      }
      case I32, BOOL -> {
        requireLength(place, "int32_data", n, proto.getInt32DataCount(), "elements");
        int[] values = new int[n];
        for (int i = 0; i < n; i++) {
          values[i] = proto.getInt32Data(i);
        }
        yield Tensor.of(shape, values).as(dtype);
      }
    };
  }

  private static Tensor raw(Shape shape, DType dtype, ByteBuffer bytes) {
    ByteBuffer little = bytes.order(ByteOrder.LITTLE_ENDIAN);
    int n = shape.elements();
    return switch (dtype) {
      case F32 -> {
        float[] values = new float[n];
        little.asFloatBuffer().get(values);
        yield Tensor.of(shape, values);
      }
      case F64 -> {
        double[] values = new double[n];
        little.asDoubleBuffer().get(values);
        yield Tensor.of(shape, values);
      }
      case I32 -> {
        int[] values = new int[n];
        little.asIntBuffer().get(values);
        yield Tensor.of(shape, values);
      }
      case I64 -> {
        long[] values = new long[n];
        little.asLongBuffer().get(values);
        yield Tensor.of(shape, values);
      }
      case BOOL -> {
        boolean[] values = new boolean[n];
        for (int i = 0; i < n; i++) {
          values[i] = little.get() != 0;
        }
        yield Tensor.of(shape, values);
      }
    };
  }

  private ElementType element(String place, int number) {
    return ElementType.of(number)
        .filter(type -> type != ElementType.UNDEFINED)
        .orElseThrow(
            () -> wrong(place, "data_type", "an element type of ONNX", String.valueOf(number)));
  }

  private DType dtype(String place, ElementType element) {
    return element
        .dtype()
        .orElseThrow(
            () ->
                new UnsupportedException(
                    file,
                    place + ", data_type",
                    ElementType.READ,
                    element.toString(),
                    "Convert the model to one of these element types."));
  }

  /// A shape whose sizes a file says.
  Shape shape(String place, List<Long> dims) {
    long elements = 1;
    if (dims.size() > 64) {
      throw wrong(place, "dims", "at most 64 dims", dims.size() + " dims");
    }
    boolean empty = dims.contains(0L);
    for (long dim : dims) {
      if (dim < 0 || dim > Integer.MAX_VALUE) {
        throw wrong(place, "dims", "sizes from 0 to 2147483647", dims.toString());
      }
      elements = empty ? 0 : elements * dim;
      if (elements > Integer.MAX_VALUE) {
        throw wrong(place, "dims", "at most 2147483647 elements", dims.toString());
      }
    }
    return new Shape(dims.stream().map(Long::intValue).toList());
  }

  private void requireLength(String place, String field, long wanted, long found, String unit) {
    if (wanted != found) {
      throw wrong(place, field, "%d %s for its dims".formatted(wanted, unit), found + " " + unit);
    }
  }

  private FormatException wrong(String place, String field, String expected, String found) {
    return new FormatException(
        file, place + ", " + field, expected, found, "The file is damaged; export it again.");
  }
}
