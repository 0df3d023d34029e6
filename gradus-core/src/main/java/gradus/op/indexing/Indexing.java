package gradus.op.indexing;

import gradus.op.Op;
import gradus.tensor.GraphException;
import gradus.tensor.TensorType;

/// An operation with an input of positions (i32 or i64), or whose output are positions.
///
/// Positions count from 0 and are not negative. They are data, so that an evaluator checks them
/// where it runs, with {@link #check}; adjoints add up in the row-major order of the positions.
public sealed interface Indexing extends Op
    permits OneHot, Gather, ScatterAdd, GatherElements, ScatterElements, ArgSort {

  /// Refuses a position outside its axis.
  ///
  /// Throws {@link IllegalArgumentException} unless `0 ≤ position < size`.
  ///
  /// @param call the operation, as the user wrote it
  /// @param element which of the positions it is, counted in row-major order
  /// @param position the position itself
  /// @param size the length of the axis
  static void check(String call, int element, long position, int size) {
    if (position < 0 || position >= size) {
      throw new IllegalArgumentException(
          "%s: expected positions from 0 to %d, found %d at element %d of the positions. Check the data; add the length of the axis to positions that count from the end."
              .formatted(call, size - 1, position, element));
    }
  }

  /// Refuses positions that are no integers.
  static void positions(String call, TensorType found) {
    if (!found.dtype().isInteger()) {
      throw new GraphException(
          "%s: expected positions of i32 or i64, found %s. Cast the positions first."
              .formatted(call, found));
    }
  }

  /// Refuses elements that cannot be added up.
  static void numbers(String call, TensorType found) {
    if (!found.dtype().isFloat() && !found.dtype().isInteger()) {
      throw new GraphException(
          "%s: expected a number type for y, found %s. Cast y first.".formatted(call, found));
    }
  }
}
