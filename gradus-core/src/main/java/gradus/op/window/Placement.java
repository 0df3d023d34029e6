package gradus.op.window;

import gradus.formula.Formula;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// How a window is placed along each spatial axis.
///
/// Tap `j` of output `i` reads the input at `i · stride + j · dilation − before`.
///
/// @param strides the distance between two windows, 1 or more
/// @param dilations the distance between two taps, 1 or more
/// @param before zeros before the first element, 0 or more
/// @param after zeros after the last element, 0 or more
public record Placement(
    List<Integer> strides, List<Integer> dilations, List<Integer> before, List<Integer> after) {

  public Placement {
    strides = List.copyOf(strides);
    dilations = List.copyOf(dilations);
    before = List.copyOf(before);
    after = List.copyOf(after);
    int rank = strides.size();
    if (dilations.size() != rank || before.size() != rank || after.size() != rank) {
      throw new IllegalArgumentException(
          "Placement(strides=%s, dilations=%s, before=%s, after=%s): expected lists of one length, found others. Give one value a spatial axis."
              .formatted(strides, dilations, before, after));
    }
    for (int axis = 0; axis < rank; axis++) {
      if (strides.get(axis) < 1
          || dilations.get(axis) < 1
          || before.get(axis) < 0
          || after.get(axis) < 0) {
        throw new IllegalArgumentException(
            "Placement(strides=%s, dilations=%s, before=%s, after=%s): expected strides and dilations of 1 or more and padding of 0 or more, found less. Check axis %d."
                .formatted(strides, dilations, before, after, axis));
      }
    }
  }

  /// How much padding a window gets.
  public enum Mode {
    /// None: windows lie within the input.
    VALID,
    /// As many windows as elements (by stride, rounded up); an odd zero comes after. ONNX
    /// SAME_UPPER, PyTorch and TensorFlow `same`.
    SAME_UPPER,
    /// The same, but an odd zero comes before. ONNX SAME_LOWER, NumPy `same`.
    SAME_LOWER,
    /// Every window that meets the input at all.
    FULL
  }

  /// Stride 1, dilation 1, no padding, on `rank` spatial axes.
  public static Placement valid(int rank) {
    List<Integer> ones = Collections.nCopies(rank, 1);
    List<Integer> zeros = Collections.nCopies(rank, 0);
    return new Placement(ones, ones, zeros, zeros);
  }

  /// The same with other strides.
  public Placement withStrides(List<Integer> other) {
    return new Placement(other, dilations, before, after);
  }

  /// The same with other dilations.
  public Placement withDilations(List<Integer> other) {
    return new Placement(strides, other, before, after);
  }

  /// The same with other padding.
  public Placement withPadding(List<Integer> newBefore, List<Integer> newAfter) {
    return new Placement(strides, dilations, newBefore, newAfter);
  }

  /// The same with other padding, as many zeros before as after.
  public Placement withPadding(List<Integer> both) {
    return withPadding(both, both);
  }

  /// The same with the padding that a mode asks for; strides and dilations are heeded.
  ///
  /// Same: `⌈n / stride⌉` windows, so `max((⌈n / stride⌉ − 1) stride + dilation (k − 1) + 1 − n,
  /// 0)` zeros, half before and half after. Full: `dilation (k − 1)` zeros on either side. Source:
  /// ONNX, operator Conv, `auto_pad`; spec 0.3 and 4.1.
  ///
  /// @param mode how much padding
  /// @param kernel the length of the window on each axis, 1 or more
  /// @param sizes the length of the input on each axis
  public Placement padded(Mode mode, List<Integer> kernel, List<Integer> sizes) {
    List<Integer> newBefore = new ArrayList<>();
    List<Integer> newAfter = new ArrayList<>();
    for (int axis = 0; axis < rank(); axis++) {
      if (kernel.get(axis) < 1) {
        throw new IllegalArgumentException(
            "Placement.padded(mode=%s, kernel=%s): expected a kernel of length 1 or more, found %d. Check axis %d."
                .formatted(mode, kernel, kernel.get(axis), axis));
      }
      int reach = dilations.get(axis) * (kernel.get(axis) - 1);
      int same = samePadding(axis, reach, sizes.get(axis));
      newBefore.add(
          switch (mode) {
            case VALID -> 0;
            case SAME_UPPER -> same / 2;
            case SAME_LOWER -> same - same / 2;
            case FULL -> reach;
          });
      newAfter.add(
          switch (mode) {
            case VALID -> 0;
            case SAME_UPPER, SAME_LOWER -> same - newBefore.get(axis);
            case FULL -> reach;
          });
    }
    return withPadding(newBefore, newAfter);
  }

  private int samePadding(int axis, int reach, int n) {
    int windows = Math.ceilDiv(n, strides.get(axis));
    return Math.max(0, (windows - 1) * strides.get(axis) + reach + 1 - n);
  }

  /// The number of spatial axes.
  public int rank() {
    return strides.size();
  }

  /// How many windows of length `k` fit on an axis of length `n`: `⌊(n + before + after − dilation
  /// (k − 1) − 1) / stride⌋ + 1`, and 0 where none fits.
  public int count(int axis, int n, int k) {
    int room = n + before.get(axis) + after.get(axis) - dilations.get(axis) * (k - 1) - 1;
    return room < 0 ? 0 : room / strides.get(axis) + 1;
  }

  /// {@link #count} on every axis.
  public List<Integer> counts(List<Integer> n, List<Integer> k) {
    List<Integer> counts = new ArrayList<>();
    for (int axis = 0; axis < rank(); axis++) {
      counts.add(count(axis, n.get(axis), k.get(axis)));
    }
    return List.copyOf(counts);
  }

  /// The length of the shortest input on which there are these many windows: `(windows − 1) stride
  /// + dilation (k − 1) + 1 − before − after`.
  public List<Integer> spans(List<Integer> windows, List<Integer> k) {
    List<Integer> spans = new ArrayList<>();
    for (int axis = 0; axis < rank(); axis++) {
      int padding = before.get(axis) + after.get(axis);
      int extent = dilations.get(axis) * (k.get(axis) - 1) + 1;
      spans.add((windows.get(axis) - 1) * strides.get(axis) + extent - padding);
    }
    return List.copyOf(spans);
  }

  /// The input position of tap `j` of output `i` on an axis, as a term.
  public Formula position(int axis, Formula i, Formula j) {
    return i.times(Formula.number(strides.get(axis)))
        .plus(j.times(Formula.number(dilations.get(axis))))
        .minus(Formula.number(before.get(axis)));
  }
}
