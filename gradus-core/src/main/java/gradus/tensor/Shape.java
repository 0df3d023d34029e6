package gradus.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/// The sizes of a tensor along its axes, outermost first; the empty list is a scalar.
///
/// Range: each size is 0 or more; the number of elements is at most `Integer.MAX_VALUE`, since a
/// tensor lives in one Java array.
///
/// @param sizes the length of each axis
public record Shape(List<Integer> sizes) {

  private static final Shape SCALAR = new Shape(List.of());

  public Shape {
    sizes = List.copyOf(sizes);
    long elements = 1;
    boolean empty = sizes.contains(0);
    for (int size : sizes) {
      if (size < 0) {
        throw new ShapeException(
            "Shape.of(%s): expected sizes of 0 or more, found %d. Check the sizes that you pass."
                .formatted(sizes, size));
      }
      elements = empty ? 0 : elements * size;
      if (elements > Integer.MAX_VALUE) {
        throw new ShapeException(
            ("Shape.of(%s): expected at most 2147483647 elements, found more. "
                    + "Use a smaller batch or split the tensor.")
                .formatted(sizes));
      }
    }
  }

  /// The shape with these sizes.
  public static Shape of(int... sizes) {
    List<Integer> list = new ArrayList<>(sizes.length);
    for (int size : sizes) {
      list.add(size);
    }
    return new Shape(list);
  }

  /// The shape of a single number: no axes, one element.
  public static Shape scalar() {
    return SCALAR;
  }

  /// The number of axes.
  public int rank() {
    return sizes.size();
  }

  /// The length of an axis; negative axes count from the end.
  public int size(int axis) {
    return sizes.get(axis(axis));
  }

  /// The number of elements: the product of the sizes, 1 for a scalar.
  public int elements() {
    int elements = 1;
    for (int size : sizes) {
      elements *= size;
    }
    return elements;
  }

  /// Whether some axis has length 0.
  public boolean isEmpty() {
    return sizes.contains(0);
  }

  /// The axis counted from the front: −1 becomes `rank() − 1`.
  public int axis(int axis) {
    int resolved = axis < 0 ? axis + rank() : axis;
    if (resolved < 0 || resolved >= rank()) {
      throw new ShapeException(
          "axis %d of shape %s: expected an axis from %d to %d. Count axes from 0, or from -1 at the end."
              .formatted(axis, this, -rank(), rank() - 1));
    }
    return resolved;
  }

  /// The axes counted from the front, sorted, without doubles; an empty list stays empty.
  public List<Integer> axes(List<Integer> axes) {
    return axes.stream().map(this::axis).sorted().distinct().toList();
  }

  /// All axes, in order.
  public List<Integer> allAxes() {
    List<Integer> all = new ArrayList<>();
    for (int axis = 0; axis < rank(); axis++) {
      all.add(axis);
    }
    return Collections.unmodifiableList(all);
  }

  /// This shape with another length on one axis.
  public Shape with(int axis, int size) {
    List<Integer> changed = new ArrayList<>(sizes);
    changed.set(axis(axis), size);
    return new Shape(changed);
  }

  /// This shape with a new axis of this length before position `axis` (0 to `rank()`).
  public Shape insert(int axis, int size) {
    List<Integer> changed = new ArrayList<>(sizes);
    changed.add(axis, size);
    return new Shape(changed);
  }

  /// This shape without the given axes (kept with length 1 if `keep`).
  public Shape reduce(List<Integer> axes, boolean keep) {
    List<Integer> dropped = axes(axes);
    List<Integer> rest = new ArrayList<>();
    for (int axis = 0; axis < rank(); axis++) {
      if (!dropped.contains(axis)) {
        rest.add(sizes.get(axis));
      } else if (keep) {
        rest.add(1);
      }
    }
    return new Shape(rest);
  }

  /// The sizes from axis `from` (inclusive) to axis `to` (exclusive).
  public Shape slice(int from, int to) {
    return new Shape(sizes.subList(from, to));
  }

  /// The axes of this shape followed by those of the other.
  public Shape followedBy(Shape other) {
    List<Integer> all = new ArrayList<>(sizes);
    all.addAll(other.sizes);
    return new Shape(all);
  }

  /// The common shape of two operands by NumPy's rule: aligned at the last axis, length 1
  /// stretches.
  ///
  /// Throws {@link ShapeException} where two lengths differ and neither is 1.
  public Shape broadcastWith(Shape other) {
    int rank = Math.max(rank(), other.rank());
    List<Integer> common = new ArrayList<>(Collections.nCopies(rank, 1));
    for (int back = 1; back <= rank; back++) {
      int mine = back <= rank() ? sizes.get(rank() - back) : 1;
      int theirs = back <= other.rank() ? other.sizes.get(other.rank() - back) : 1;
      if (mine != theirs && mine != 1 && theirs != 1) {
        throw new ShapeException(
            ("broadcast of %s with %s: expected equal lengths or 1 on axis %d from the end, "
                    + "found %d and %d. Reshape or permute one of them.")
                .formatted(this, other, back, mine, theirs));
      }
      common.set(rank - back, mine == 1 ? theirs : mine);
    }
    return new Shape(common);
  }

  /// The step in a row-major array for one step along each axis.
  public int[] strides() {
    int[] strides = new int[rank()];
    int step = 1;
    for (int axis = rank() - 1; axis >= 0; axis--) {
      strides[axis] = step;
      step *= sizes.get(axis);
    }
    return strides;
  }

  /// The index, one number an axis, of a position in a row-major array.
  public int[] index(int position) {
    int[] index = new int[rank()];
    int rest = position;
    for (int axis = rank() - 1; axis >= 0; axis--) {
      index[axis] = rest % sizes.get(axis);
      rest /= sizes.get(axis);
    }
    return index;
  }

  /// The position in a row-major array of an index, one number an axis.
  public int position(int... index) {
    int position = 0;
    for (int axis = 0; axis < rank(); axis++) {
      position = position * sizes.get(axis) + index[axis];
    }
    return position;
  }

  /// The sizes as a new array.
  public int[] toArray() {
    return sizes.stream().mapToInt(Integer::intValue).toArray();
  }

  // written out, as in TensorType: a record's own are linked at the first call, which took a
  // process's first prediction 10 ms (decision 0037)
  @Override
  public boolean equals(Object other) {
    return other instanceof Shape that && sizes.equals(that.sizes);
  }

  @Override
  public int hashCode() {
    return sizes.hashCode();
  }

  /// `[2, 3]`; a scalar is `[]`.
  @Override
  public String toString() {
    return sizes.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }
}
