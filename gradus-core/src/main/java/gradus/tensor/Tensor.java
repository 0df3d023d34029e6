package gradus.tensor;

import java.util.Arrays;

/// An immutable value: a type and its elements in row-major order.
///
/// Used for constants in graphs, for what goes into and comes out of a computation, and in files.
/// Two tensors are equal if their types and the bits of all elements are (so NaN equals NaN, and 0
/// is not −0). Elements live in a `float[]`, `double[]`, `int[]`, `long[]` or (for truth values)
/// `byte[]` that no one else holds.
public final class Tensor {

  private final TensorType type;
  private final Object elements;

  /// 0 until it is asked for; of many elements it takes as long as all else that is done to them.
  private int hash;

  private Tensor(TensorType type, Object elements, int length) {
    if (type.shape().elements() != length) {
      throw new ShapeException(
          "Tensor.of(%s): expected %d elements, found %d. Pass one value for each element."
              .formatted(type.shape(), type.shape().elements(), length));
    }
    this.type = type;
    this.elements = elements;
  }

  /// An f32 tensor; the array is copied.
  public static Tensor of(Shape shape, float... values) {
    return new Tensor(new TensorType(DType.F32, shape), values.clone(), values.length);
  }

  /// An f64 tensor; the array is copied.
  public static Tensor of(Shape shape, double... values) {
    return new Tensor(new TensorType(DType.F64, shape), values.clone(), values.length);
  }

  /// An i32 tensor; the array is copied.
  public static Tensor of(Shape shape, int... values) {
    return new Tensor(new TensorType(DType.I32, shape), values.clone(), values.length);
  }

  /// An i64 tensor; the array is copied.
  public static Tensor of(Shape shape, long... values) {
    return new Tensor(new TensorType(DType.I64, shape), values.clone(), values.length);
  }

  /// A truth-value tensor.
  public static Tensor of(Shape shape, boolean... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (values[i] ? 1 : 0);
    }
    return new Tensor(new TensorType(DType.BOOL, shape), bytes, bytes.length);
  }

  /// A tensor of any type from doubles, each converted as a Java cast does (BOOL: not equal to 0).
  public static Tensor of(TensorType type, double... values) {
    return of(type, new Tensor(new TensorType(DType.F64, type.shape()), values, values.length));
  }

  private static Tensor of(TensorType type, Tensor source) {
    int n = source.elements();
    return switch (type.dtype()) {
      case F32 -> new Tensor(type, source.toFloats(), n);
      case F64 -> new Tensor(type, source.toDoubles(), n);
      case I32 -> new Tensor(type, source.toInts(), n);
      case I64 -> new Tensor(type, source.toLongs(), n);
      case BOOL -> new Tensor(type, source.toBytes(), n);
    };
  }

  /// A tensor that holds the same value everywhere.
  public static Tensor full(TensorType type, double value) {
    double[] values = new double[type.shape().elements()];
    Arrays.fill(values, value);
    return of(type, values);
  }

  /// An f32 scalar.
  public static Tensor scalar(float value) {
    return of(Shape.scalar(), value);
  }

  /// Element type and shape.
  public TensorType type() {
    return type;
  }

  /// The shape.
  public Shape shape() {
    return type.shape();
  }

  /// The number of elements.
  public int elements() {
    return type.shape().elements();
  }

  /// The element at a row-major position as a double (exact except for large I64; true is 1).
  public double doubleAt(int position) {
    return switch (type.dtype()) {
      case F32 -> ((float[]) elements)[position];
      case F64 -> ((double[]) elements)[position];
      case I32 -> ((int[]) elements)[position];
      case I64 -> ((long[]) elements)[position];
      case BOOL -> ((byte[]) elements)[position];
    };
  }

  /// The element at a row-major position as a long (floats are truncated).
  public long longAt(int position) {
    return elements instanceof long[] l ? l[position] : (long) doubleAt(position);
  }

  /// All elements as new doubles.
  public double[] toDoubles() {
    double[] out = new double[elements()];
    Arrays.setAll(out, this::doubleAt);
    return out;
  }

  /// All elements as new floats.
  public float[] toFloats() {
    if (elements instanceof float[] f) {
      return f.clone();
    }
    double[] wide = elements instanceof double[] d ? d : toDoubles();
    float[] out = new float[wide.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) wide[i];
    }
    return out;
  }

  /// All elements as new ints.
  public int[] toInts() {
    int[] out = new int[elements()];
    Arrays.setAll(out, i -> elements instanceof long[] l ? (int) l[i] : (int) doubleAt(i));
    return out;
  }

  /// All elements as new longs.
  public long[] toLongs() {
    long[] out = new long[elements()];
    Arrays.setAll(out, this::longAt);
    return out;
  }

  /// All elements as new bytes, 1 where the element is not 0.
  public byte[] toBytes() {
    byte[] out = new byte[elements()];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) (doubleAt(i) != 0 ? 1 : 0);
    }
    return out;
  }

  /// The same values in another element type, each converted as a Java cast does.
  public Tensor as(DType dtype) {
    return dtype == type.dtype() ? this : of(type.with(dtype), this);
  }

  /// The same elements in row-major order under another shape of as many elements.
  public Tensor reshape(Shape shape) {
    return new Tensor(type.with(shape), elements, elements());
  }

  private int hashOfElements() {
    return switch (type.dtype()) {
      case F32 -> Arrays.hashCode((float[]) elements);
      case F64 -> Arrays.hashCode((double[]) elements);
      case I32 -> Arrays.hashCode((int[]) elements);
      case I64 -> Arrays.hashCode((long[]) elements);
      case BOOL -> Arrays.hashCode((byte[]) elements);
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor that
        && hashCode() == that.hashCode()
        && type.equals(that.type)
        && Arrays.deepEquals(new Object[] {elements}, new Object[] {that.elements});
  }

  @Override
  public int hashCode() {
    int known = hash; // two threads may both reckon it, and find the same
    if (known == 0) {
      known = 31 * type.hashCode() + hashOfElements();
      hash = known;
    }
    return known;
  }

  /// The type, and the elements where they are few: `f32[2] {1.0, 2.0}`.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(type.toString()).append(" {");
    int shown = Math.min(elements(), 8);
    for (int i = 0; i < shown; i++) {
      text.append(i == 0 ? "" : ", ").append(doubleAt(i));
    }
    return text.append(elements() > shown ? ", …}" : "}").toString();
  }
}
