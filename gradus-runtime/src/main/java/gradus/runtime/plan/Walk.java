package gradus.runtime.plan;

import java.util.Arrays;

/// Sizes and strides with neighbouring axes joined wherever one stride serves both.
///
/// `sizes` is empty for a single element; no size is 1.
final class Walk {

  final int[] sizes;
  final int[] strides;

  private Walk(int[] sizes, int[] strides) {
    this.sizes = sizes;
    this.strides = strides;
  }

  static Walk of(int[] sizes, int[] strides) {
    int[] joinedSizes = new int[sizes.length];
    int[] joinedStrides = new int[sizes.length];
    int n = 0;
    for (int axis = 0; axis < sizes.length; axis++) {
      if (sizes[axis] == 1) {
        continue;
      }
      if (n > 0 && joinedStrides[n - 1] == strides[axis] * sizes[axis]) {
        joinedSizes[n - 1] *= sizes[axis];
        joinedStrides[n - 1] = strides[axis];
      } else {
        joinedSizes[n] = sizes[axis];
        joinedStrides[n++] = strides[axis];
      }
    }
    return new Walk(Arrays.copyOf(joinedSizes, n), Arrays.copyOf(joinedStrides, n));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Walk walk
        && Arrays.equals(sizes, walk.sizes)
        && Arrays.equals(strides, walk.strides);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(sizes) + Arrays.hashCode(strides);
  }

  boolean isSingle() {
    return sizes.length == 0 || (sizes.length == 1 && strides[0] == 0);
  }

  int run() {
    return sizes.length == 0 ? 1 : sizes[sizes.length - 1];
  }

  int step() {
    return strides.length == 0 ? 0 : strides[strides.length - 1];
  }

  /// Where the element at a row-major position lies, from the start.
  int place(int position) {
    int rest = position;
    int place = 0;
    for (int axis = sizes.length - 1; axis > 0; axis--) {
      int outer = rest / sizes[axis];
      place += (rest - outer * sizes[axis]) * strides[axis];
      rest = outer;
    }
    return sizes.length == 0 ? 0 : place + rest * strides[0];
  }
}
