package gradus.jacobian;

import gradus.op.window.Placement;

/// Where the taps of a kernel stand in a matrix: tap `t` of row `i` is in column `c` with `stride i
/// + dilation t = spread c + before`.
///
/// With stride and spread 1 the matrix is Toeplitz. The transpose is of the same kind, with the
/// taps in reverse order: that is the adjoint theorem of convolution (spec 0.3).
///
/// @param rows the number of outputs
/// @param columns the number of inputs
/// @param taps the length of the kernel
/// @param steps how far apart rows, taps and columns are
/// @param before how many zeros the signal has before it; negative if it is cut
public record Band(int rows, int columns, int taps, Steps steps, int before) {

  /// How far apart things are, in elements of the signal between zeros.
  ///
  /// @param stride the distance of two rows
  /// @param dilation the distance of two taps
  /// @param spread the distance of two columns: the stride of the transpose
  public record Steps(int stride, int dilation, int spread) {

    /// All next to each other.
    public static final Steps ONES = new Steps(1, 1, 1);
  }

  /// The band of one axis of a convolution.
  ///
  /// @param placement how the kernel is placed
  /// @param axis which spatial axis
  /// @param columns the length of the signal
  /// @param taps the length of the kernel
  public static Band of(Placement placement, int axis, int columns, int taps) {
    Steps steps = new Steps(placement.strides().get(axis), placement.dilations().get(axis), 1);
    int rows = placement.count(axis, columns, taps);
    return new Band(rows, columns, taps, steps, placement.before().get(axis));
  }

  /// The column of a tap in a row, or −1 where it meets a zero around or between the columns.
  public int column(int row, int tap) {
    int at = steps.stride * row + steps.dilation * tap - before;
    int column = Math.floorDiv(at, steps.spread);
    boolean meets = at % steps.spread == 0 && column >= 0 && column < columns;
    return meets ? column : -1;
  }

  /// The tap that stands at an entry, or −1 where there is none.
  public int tap(int row, int column) {
    int at = steps.spread * column + before - steps.stride * row;
    int tap = Math.floorDiv(at, steps.dilation);
    return at % steps.dilation == 0 && tap >= 0 && tap < taps ? tap : -1;
  }

  /// The band of the transpose, for the taps in reverse order.
  public Band transpose() {
    Steps swapped = new Steps(steps.spread, steps.dilation, steps.stride);
    return new Band(columns, rows, taps, swapped, reach() - before);
  }

  /// From the first tap to the last.
  public int reach() {
    return steps.dilation * (taps - 1);
  }

  /// Whether rows and columns are next to each other, so that every diagonal is constant.
  public boolean isToeplitz() {
    return steps.stride == 1 && steps.spread == 1;
  }
}
