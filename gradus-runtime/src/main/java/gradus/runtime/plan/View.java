package gradus.runtime.plan;

import gradus.op.movement.Broadcast;
import gradus.tensor.Shape;
import java.util.Arrays;

/// How a node's elements, in row-major order, are found in a stored value: by a start and strides.
///
/// Nothing is copied: a reshape, a broadcast and a contiguous slice are views.
final class View {

  final Value base;
  final int start;
  final int[] sizes;
  final int[] strides;
  final boolean full;

  private View(Value base, int start, int[] sizes, int[] strides) {
    this.base = base;
    this.start = start;
    this.sizes = sizes;
    this.strides = strides;
    this.full = isContiguous(sizes, strides);
  }

  /// All elements of a value in order.
  static View of(Value value) {
    Shape shape = value.type.shape();
    return new View(value, 0, shape.toArray(), shape.strides());
  }

  /// Neighbouring elements of a value.
  static View of(Value value, int start, Shape shape) {
    return new View(value, start, shape.toArray(), shape.strides());
  }

  private static boolean isContiguous(int[] sizes, int[] strides) {
    int step = 1;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      if (sizes[axis] == 0) {
        return true;
      }
      if (sizes[axis] != 1 && strides[axis] != step) {
        return false;
      }
      step *= sizes[axis];
    }
    return true;
  }

  int elements() {
    int elements = 1;
    for (int size : sizes) {
      elements *= size;
    }
    return elements;
  }

  /// Whether it is the whole of its base in order.
  boolean whole() {
    return full && start == 0 && elements() == base.elements();
  }

  /// Whether this view still has the axes of `shape`, not those before a reshape.
  boolean hasShape(Shape shape) {
    return Arrays.equals(sizes, shape.toArray());
  }

  /// This view repeated to a broadcast's shape; it has the shape of the broadcast's input.
  View repeated(Broadcast broadcast, Shape input) {
    Shape shape = broadcast.shape();
    int[] from = full ? input.strides() : strides;
    int lead = shape.rank() - input.rank();
    int[] wide = new int[shape.rank()];
    for (int axis = lead; axis < shape.rank(); axis++) {
      boolean stretched = input.size(axis - lead) == 1;
      wide[axis] = stretched ? 0 : from[axis - lead];
    }
    return new View(base, start, shape.toArray(), wide);
  }

  /// The cells of a full view; of a value that stays within a band, those that it has.
  Cells cells() {
    if (!full) {
      throw new IllegalStateException("a view with gaps has no cells of its own");
    }
    return base.window > 0 ? base.cells() : base.cells().part(start, elements());
  }

  /// The sizes and strides with axes joined where one stride serves both; no axes for one element.
  Walk walk() {
    return Walk.of(sizes, strides);
  }
}
