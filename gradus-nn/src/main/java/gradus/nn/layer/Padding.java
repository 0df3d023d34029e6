package gradus.nn.layer;

import gradus.op.window.Placement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// How many zeros a convolution or pooling puts around its input.
public sealed interface Padding {

  /// The longest window, stride and dilation.
  int LONGEST = 1 << 24;

  /// None: only whole windows.
  record Valid() implements Padding {}

  /// So that stride 1 keeps the length; with stride s the length is `⌈n / s⌉`.
  ///
  /// @param extraBefore where an odd total leaves one zero more: before (ONNX `SAME_LOWER`, NumPy)
  ///   instead of after (ONNX `SAME_UPPER`, TensorFlow, PyTorch)
  record Same(boolean extraBefore) implements Padding {}

  /// Every position where window and input touch: `dilation · (k − 1)` on both sides.
  record Full() implements Padding {}

  /// These amounts.
  ///
  /// @param before zeros before the first element of each spatial axis
  /// @param after zeros after the last element
  record Explicit(List<Integer> before, List<Integer> after) implements Padding {
    public Explicit {
      before = List.copyOf(before);
      after = List.copyOf(after);
    }
  }

  /// No padding.
  static Padding valid() {
    return new Valid();
  }

  /// The length is kept; an odd zero goes after the input.
  static Padding same() {
    return new Same(false);
  }

  /// Every position where window and input touch.
  static Padding full() {
    return new Full();
  }

  /// The same amount before and after each of `rank` spatial axes.
  static Padding of(int rank, int amount) {
    List<Integer> amounts = Collections.nCopies(rank, amount);
    return new Explicit(amounts, amounts);
  }

  /// The placement of a window on an input with these spatial sizes.
  default Placement place(
      List<Integer> sizes, List<Integer> kernel, List<Integer> strides, List<Integer> dilations) {
    requireFits(kernel, strides, dilations);
    List<Integer> before = new ArrayList<>();
    List<Integer> after = new ArrayList<>();
    for (int axis = 0; axis < kernel.size(); axis++) {
      int reach = dilations.get(axis) * (kernel.get(axis) - 1);
      int n = sizes.get(axis);
      int stride = strides.get(axis);
      int total = Math.max((Math.ceilDiv(n, stride) - 1) * stride + reach + 1 - n, 0);
      switch (this) {
        case Valid() -> add(before, 0, after, 0);
        case Full() -> add(before, reach, after, reach);
        case Same(boolean extraBefore) -> {
          int first = extraBefore ? total - total / 2 : total / 2;
          add(before, first, after, total - first);
        }
        case Explicit(List<Integer> b, List<Integer> a) ->
            add(before, b.get(axis), after, a.get(axis));
      }
    }
    return new Placement(strides, dilations, before, after);
  }

  private void requireFits(List<Integer> kernel, List<Integer> strides, List<Integer> dilations) {
    boolean fits = strides.size() == kernel.size() && dilations.size() == kernel.size();
    for (int axis = 0; fits && axis < kernel.size(); axis++) {
      fits =
          inRange(kernel.get(axis))
              && inRange(strides.get(axis))
              && inRange(dilations.get(axis))
              && (long) dilations.get(axis) * kernel.get(axis) <= LONGEST;
    }
    boolean padded =
        !(this instanceof Explicit(List<Integer> b, List<Integer> a))
            || (b.size() == kernel.size() && a.size() == kernel.size());
    if (!fits || !padded) {
      throw new IllegalArgumentException(
          "window(kernel=%s, stride=%s, dilation=%s, padding=%s): expected for each axis a length, a stride and a dilation from 1 to %d, and padding, found others. Give one of each an axis."
              .formatted(kernel, strides, dilations, this, LONGEST));
    }
  }

  private static boolean inRange(int length) {
    return length >= 1 && length <= LONGEST;
  }

  private static void add(List<Integer> before, int first, List<Integer> after, int last) {
    before.add(first);
    after.add(last);
  }
}
