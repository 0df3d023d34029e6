package gradus.runtime.plan;

import gradus.tensor.DType;
import gradus.tensor.GraphException;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;

/// Where a plan's values go in and come out; what it holds changes with every run or write.
///
/// An input keeps its value until it is written again. An output is valid from one run to the next.
public final class Slot {

  /// Three roundings: of a quotient, of a factor and of their product, and one to spare.
  private static final int ROUNDING = 4;

  private final String name;
  private final TensorType type;
  private final Cells cells;
  private final boolean input;

  Slot(String name, TensorType type, Cells cells, boolean input) {
    this.name = name;
    this.type = type;
    this.cells = cells;
    this.input = input;
  }

  /// The name in the graph.
  public String name() {
    return name;
  }

  /// Element type and shape.
  public TensorType type() {
    return type;
  }

  /// Writes a tensor of this slot's type.
  public void set(Tensor value) {
    requireWritable("set");
    if (!value.type().equals(type)) {
      throw new GraphException(
          "slot \"%s\" set: expected a tensor of type %s, found %s. Reshape or cast it."
              .formatted(name, type, value.type()));
    }
    cells.set(value);
  }

  /// Writes as many elements as the slot has, from `values[from]` on; for f32.
  public void set(float[] values, int from) {
    write("set", DType.F32, values, values.length, from);
  }

  /// Writes as many elements as the slot has, from `values[from]` on; for f32, or for whole
  /// numbers, which the values must then be, but for the last digits of what was divided and
  /// multiplied again.
  public void setNumbers(float[] values, int from) {
    if (type.dtype() == DType.F32) {
      set(values, from);
      return;
    }
    requireWritable("setNumbers");
    if (!type.dtype().isInteger() || from < 0 || values.length - from < cells.length) {
      throw new GraphException(
          "slot \"%s\" setNumbers: expected %d elements of f32, i32 or i64 from position %d on, found %s and %d values. Pass a whole batch."
              .formatted(name, cells.length, from, type, values.length));
    }
    for (int i = 0; i < cells.length; i++) {
      float value = values[from + i];
      double whole = Math.rint(value);
      if (!(Math.abs(value - whole) <= ROUNDING * Math.ulp(value)) || Float.isInfinite(value)) {
        throw new GraphException(
            "slot \"%s\" setNumbers: expected whole numbers for %s, found %s at element %d. Feed indices, or pixels as they are stored: --standardise given:0/0.00392156862745098."
                .formatted(name, type, value, i));
      }
      cells.set(i, whole);
    }
  }

  /// Writes as many elements as the slot has, from `values[from]` on; for f64.
  public void setDoubles(double[] values, int from) {
    write("setDoubles", DType.F64, values, values.length, from);
  }

  /// Writes as many elements as the slot has, from `values[from]` on; for i32.
  public void setInts(int[] values, int from) {
    write("setInts", DType.I32, values, values.length, from);
  }

  /// Writes as many elements as the slot has, from `values[from]` on; for i64.
  public void setLongs(long[] values, int from) {
    write("setLongs", DType.I64, values, values.length, from);
  }

  /// Writes one number, converted to the slot's element type; for slots of one element.
  public void setNumber(double value) {
    requireWritable("setNumber");
    requireSingle("setNumber");
    cells.set(0, value);
  }

  /// Writes one integer exactly; for i64 slots of one element, such as the key of random draws.
  public void setLong(long value) {
    requireWritable("setLong");
    requireSingle("setLong");
    requireType("setLong", DType.I64);
    cells.longs()[cells.offset] = value;
  }

  private void write(String call, DType dtype, Object values, int length, int from) {
    requireWritable(call);
    requireType(call, dtype);
    if (from < 0 || length - from < cells.length) {
      throw new GraphException(
          "slot \"%s\" %s: expected %d elements for %s from position %d on, found %d. Pass a whole batch."
              .formatted(name, call, cells.length, type, from, Math.max(0, length - from)));
    }
    System.arraycopy(values, from, cells.array, cells.offset, cells.length);
  }

  /// The elements as new floats; for f32.
  public float[] floats() {
    requireType("floats", DType.F32);
    float[] copy = new float[cells.length];
    System.arraycopy(cells.array, cells.offset, copy, 0, cells.length);
    return copy;
  }

  /// Copies the elements to `target[from]` and on; for f32.
  public void copyTo(float[] target, int from) {
    requireType("copyTo", DType.F32);
    System.arraycopy(cells.array, cells.offset, target, from, cells.length);
  }

  /// A copy as a tensor.
  public Tensor tensor() {
    return cells.tensor(type);
  }

  /// The element at a row-major position as a float.
  public float at(int position) {
    return (float) cells.doubleAt(checked(position));
  }

  /// The element at a row-major position as a long (floats are truncated).
  public long longAt(int position) {
    return cells.longAt(checked(position));
  }

  /// The one element of a slot of one element.
  public double number() {
    requireSingle("number");
    return cells.doubleAt(0);
  }

  private int checked(int position) {
    if (position < 0 || position >= cells.length) {
      throw new IndexOutOfBoundsException(
          "slot \"%s\": expected a position from 0 to %d, found %d. Positions are row-major in %s."
              .formatted(name, cells.length - 1, position, type));
    }
    return position;
  }

  private void requireWritable(String call) {
    if (!input) {
      throw new GraphException(
          "slot \"%s\" %s: expected an input, found an output. Write inputs, read outputs."
              .formatted(name, call));
    }
  }

  private void requireSingle(String call) {
    if (cells.length != 1) {
      throw new GraphException(
          "slot \"%s\" %s: expected one element, found %d in %s. Use the methods for arrays."
              .formatted(name, call, cells.length, type));
    }
  }

  private void requireType(String call, DType dtype) {
    if (type.dtype() != dtype) {
      throw new GraphException(
          "slot \"%s\" %s: expected a slot of %s, found %s. Use the method for %s."
              .formatted(name, call, dtype, type, type.dtype()));
    }
  }

  /// `"x" f32[32, 784]`.
  @Override
  public String toString() {
    return "\"" + name + "\" " + type;
  }
}
