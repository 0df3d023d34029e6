package gradus.op.window;

import gradus.op.window.Placement.Mode;
import java.util.List;
import java.util.Optional;

/// How many windows fit along one axis, asked forwards and backwards.
///
/// Source: spec 4.1, `⌊(n + before + after − dilation (k − 1) − 1) / stride⌋ + 1`.
///
/// @param n the length of the input
/// @param k the length of the window, 1 or more
/// @param placement how the window is placed on the one axis
public record ShapeAlgebra(int n, int k, Placement placement) {

  public ShapeAlgebra {
    if (k < 1 || n < 0 || placement.rank() != 1) {
      throw new IllegalArgumentException(
          "ShapeAlgebra(n=%d, k=%d): expected one axis of length 0 or more and a window of 1 or more, found others. Check n and k."
              .formatted(n, k));
    }
  }

  /// A window with padding of its own.
  public static ShapeAlgebra of(int n, int k, int stride, int dilation, int before, int after) {
    return new ShapeAlgebra(
        n, k, new Placement(List.of(stride), List.of(dilation), List.of(before), List.of(after)));
  }

  /// A window with the padding that a mode asks for.
  public static ShapeAlgebra of(int n, int k, int stride, int dilation, Mode mode) {
    Placement plain = of(n, k, stride, dilation, 0, 0).placement;
    return new ShapeAlgebra(n, k, plain.padded(mode, List.of(k), List.of(n)));
  }

  /// The number of windows, rounded down; 0 where none fits.
  public int out() {
    return placement.count(0, n, k);
  }

  /// The number of windows, rounded up: the last may reach beyond the padding.
  public int outRoundedUp() {
    return room() < 0 ? 0 : Math.ceilDiv(room(), stride()) + 1;
  }

  /// How many elements at the end no window reaches, since the stride does not divide; 0 where no
  /// window fits.
  public int droppedRemainder() {
    return room() < 0 ? 0 : room() % stride();
  }

  /// The shortest input on which there are `windows` of them.
  public int shortestInput(int windows) {
    return placement.spans(List.of(windows), List.of(k)).getFirst();
  }

  /// The equal padding on both sides that keeps the length at stride 1, if there is one.
  public static Optional<Integer> equalSamePadding(int k, int dilation) {
    int reach = dilation * (k - 1);
    return reach % 2 == 0 ? Optional.of(reach / 2) : Optional.empty();
  }

  /// How many pairs of a window and a tap meet an element of the input, not of the padding.
  public long inside() {
    long inside = 0;
    for (int i = 0; i < out(); i++) {
      for (int j = 0; j < k; j++) {
        int at = i * stride() + j * placement.dilations().getFirst() - before();
        inside += at >= 0 && at < n ? 1 : 0;
      }
    }
    return inside;
  }

  private int stride() {
    return placement.strides().getFirst();
  }

  private int before() {
    return placement.before().getFirst();
  }

  private int room() {
    int padded = n + before() + placement.after().getFirst();
    return padded - placement.dilations().getFirst() * (k - 1) - 1;
  }
}
