package gradus.nn.emit;

import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where a written program finds a tensor: elements of an array at strides.
///
/// @param name the array's name, empty for a constant
/// @param constant the numbers, for what is known when the program is written
/// @param dtype the type of the elements
/// @param offset the place of the first element
/// @param strides the distance between neighbours on each axis
/// @param shape the shape
/// @param length the length of the array
record Place(
    String name,
    @Nullable Tensor constant,
    DType dtype,
    int offset,
    List<Integer> strides,
    Shape shape,
    int length) {

  /// A whole array.
  static Place array(String name, DType dtype, Shape shape) {
    return new Place(name, null, dtype, 0, strides(shape), shape, shape.elements());
  }

  /// A constant.
  static Place of(Tensor value) {
    return new Place(
        "",
        value,
        value.type().dtype(),
        0,
        strides(value.shape()),
        value.shape(),
        value.elements());
  }

  static List<Integer> strides(Shape shape) {
    return java.util.Arrays.stream(shape.strides()).boxed().toList();
  }

  Place seen(int start, List<Integer> newStrides, Shape newShape) {
    return new Place(name, constant, dtype, offset + start, newStrides, newShape, length);
  }

  /// Whether the elements are the whole array in order.
  boolean isWhole() {
    if (offset != 0 || length != shape.elements()) {
      return false;
    }
    int[] plain = shape.strides();
    for (int axis = 0; axis < plain.length; axis++) {
      if (shape.size(axis) > 1 && strides.get(axis) != plain[axis]) {
        return false;
      }
    }
    return true;
  }

  boolean isConstant() {
    return constant != null;
  }

  /// The numbers of a constant in the order that this place has them.
  Tensor numbers() {
    Tensor value = Objects.requireNonNull(constant);
    int[] from = new int[shape.elements()];
    for (int i = 0; i < from.length; i++) {
      int[] index = shape.index(i);
      from[i] = offset;
      for (int axis = 0; axis < index.length; axis++) {
        from[i] += index[axis] * strides.get(axis);
      }
    }
    if (dtype == DType.I64) {
      long[] wholes = new long[from.length];
      java.util.Arrays.setAll(wholes, i -> value.longAt(from[i]));
      return Tensor.of(shape, wholes);
    }
    double[] numbers = new double[from.length];
    java.util.Arrays.setAll(numbers, i -> value.doubleAt(from[i]));
    return Tensor.of(value.type().with(shape), numbers);
  }
}
