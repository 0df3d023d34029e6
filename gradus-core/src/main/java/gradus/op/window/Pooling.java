package gradus.op.window;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Indexed;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Which elements each window of a pooling covers.
///
/// Every window must cover at least one element, so that a maximum or a mean exists. Where sizes
/// are rounded up (ceil mode), the last window reaches beyond the padding: by the overhang, which
/// is resolved while the graph is built and never counts in a mean.
///
/// @param kernel the length of the window on each spatial axis, 1 or more
/// @param placement strides, dilations and padding
/// @param overhang how far windows may reach beyond the padding after the last element, 0 or more
public record Pooling(List<Integer> kernel, Placement placement, List<Integer> overhang) {

  public Pooling {
    kernel = List.copyOf(kernel);
    overhang = List.copyOf(overhang);
    if (kernel.size() != placement.rank() || overhang.size() != placement.rank()) {
      throw new IllegalArgumentException(
          "Pooling(kernel=%s, overhang=%s): expected %d lengths each, found %d and %d. Give one a spatial axis."
              .formatted(kernel, overhang, placement.rank(), kernel.size(), overhang.size()));
    }
    if (kernel.stream().anyMatch(k -> k < 1) || overhang.stream().anyMatch(o -> o < 0)) {
      throw new IllegalArgumentException(
          "Pooling(kernel=%s, overhang=%s): expected lengths of 1 or more and an overhang of 0 or more, found less. Check each axis."
              .formatted(kernel, overhang));
    }
  }

  /// Windows whose number is rounded down: the last elements may stay uncovered.
  public static Pooling floor(List<Integer> kernel, Placement placement) {
    return new Pooling(kernel, placement, Collections.nCopies(placement.rank(), 0));
  }

  /// Windows whose number is rounded up over spatial axes of these lengths.
  ///
  /// A window that would start in the padding after the last element is left out. Source: ONNX,
  /// operator MaxPool (since version 22) and PyTorch's `MaxPool2d`, `ceil_mode`.
  public static Pooling ceil(List<Integer> kernel, Placement placement, List<Integer> sizes) {
    List<Integer> overhang = new ArrayList<>();
    for (int axis = 0; axis < placement.rank(); axis++) {
      int stride = placement.strides().get(axis);
      int padded = sizes.get(axis) + placement.before().get(axis) + placement.after().get(axis);
      int extent = placement.dilations().get(axis) * (kernel.get(axis) - 1) + 1;
      int last = Math.ceilDiv(padded - extent, stride);
      boolean startsInside = last * stride < sizes.get(axis) + placement.before().get(axis);
      int reach = (startsInside ? last : last - 1) * stride + extent;
      overhang.add(last < 0 ? 0 : Math.max(0, reach - padded));
    }
    return new Pooling(kernel, placement, overhang);
  }

  /// Whether every position of every window lies within the input for all sizes: no padding, no
  /// overhang.
  public boolean isInside() {
    return Collections.frequency(placement.before(), 0) == placement.rank()
        && Collections.frequency(placement.after(), 0) == placement.rank()
        && Collections.frequency(overhang, 0) == placement.rank();
  }

  /// How many windows there are on an axis of length `n`.
  public int count(int axis, int n) {
    int stride = placement.strides().get(axis);
    int extent = placement.dilations().get(axis) * (kernel.get(axis) - 1) + 1;
    int room =
        n
            + placement.before().get(axis)
            + placement.after().get(axis)
            + overhang.get(axis)
            - extent;
    return room < 0 ? 0 : room / stride + 1;
  }

  /// {@link #count} on every axis.
  public List<Integer> counts(List<Integer> sizes) {
    List<Integer> counts = new ArrayList<>();
    for (int axis = 0; axis < placement.rank(); axis++) {
      counts.add(count(axis, sizes.get(axis)));
    }
    return List.copyOf(counts);
  }

  /// The type of the windows' values for `x`.
  TensorType output(String name, TensorType x) {
    int rank = placement.rank() + 2;
    String call = "%s%dd(x=%s, kernel=%s)".formatted(name, placement.rank(), x, kernel);
    if (x.shape().rank() != rank) {
      throw new ShapeException(
          "%s: expected rank %d (batch, channels, %d spatial axes), found %d. Reshape x."
              .formatted(call, rank, rank - 2, x.shape().rank()));
    }
    List<Integer> sizes = x.shape().slice(2, rank).sizes();
    List<Integer> counts = counts(sizes);
    for (int axis = 0; axis < placement.rank(); axis++) {
      for (int window = 0; window < counts.get(axis); window++) {
        if (!covers(axis, window, sizes.get(axis))) {
          throw new ShapeException(
              "%s: expected every window to cover an element, found none under window %d on axis %d of x. Use less padding than the window is long."
                  .formatted(call, window, axis + 2));
        }
      }
    }
    return x.with(x.shape().slice(0, 2).followedBy(new Shape(counts)));
  }

  private boolean covers(int axis, int window, int n) {
    int start = window * placement.strides().get(axis) - placement.before().get(axis);
    int dilation = placement.dilations().get(axis);
    int tap = Math.max(0, Math.ceilDiv(-start, dilation));
    return tap < kernel.get(axis) && start + tap * dilation < n;
  }

  /// Indices `j0`, `j1`, … for the taps of a window.
  List<Formula.Var> taps() {
    List<Formula.Var> taps = new ArrayList<>();
    for (int axis = 0; axis < placement.rank(); axis++) {
      taps.add(Formula.var(placement.rank() == 1 ? "j" : "j" + axis));
    }
    return taps;
  }

  /// A fold over all taps of a window, in row-major order.
  Formula fold(Combination combination, Formula body) {
    Formula folded = body;
    List<Formula.Var> taps = taps();
    for (int axis = placement.rank() - 1; axis >= 0; axis--) {
      Formula length = Formula.number(kernel.get(axis));
      folded = Formula.fold(combination, taps.get(axis), length, folded);
    }
    return folded;
  }

  /// The input positions under the taps of the output at an index.
  List<Formula> positions(List<Formula> index) {
    List<Formula> positions = new ArrayList<>();
    for (int axis = 0; axis < placement.rank(); axis++) {
      positions.add(placement.position(axis, index.get(axis + 2), taps().get(axis)));
    }
    return positions;
  }

  /// That positions lie within `x`.
  static Condition inside(Indexed x, List<Formula> positions) {
    List<Condition> parts = new ArrayList<>();
    for (int axis = 0; axis < positions.size(); axis++) {
      parts.add(Condition.within(positions.get(axis), Formula.ZERO, x.size(axis + 2)));
    }
    return new Condition.And(parts);
  }

  /// How many elements a mean at an output index is over, as a term.
  ///
  /// @param sizes the spatial sizes of the input
  /// @param index the spatial index of the output
  Formula counted(List<Formula> sizes, List<Formula> index, boolean countIncludePad) {
    Formula total = Formula.ONE;
    for (int axis = 0; axis < placement.rank(); axis++) {
      Formula length = Formula.number(kernel.get(axis));
      Formula end = sizes.get(axis).plus(Formula.number(placement.after().get(axis)));
      Formula.Var tap = Formula.var("q" + axis);
      Formula position = placement.position(axis, index.get(axis), tap);
      Condition counts =
          countIncludePad
              ? Condition.compare(Relation.LT, position, end)
              : Condition.within(position, Formula.ZERO, sizes.get(axis));
      boolean all = countIncludePad ? overhang.get(axis) == 0 : isInside();
      total =
          total.times(
              all
                  ? length
                  : Formula.fold(Combination.SUM, tap, length, new Formula.Iverson(counts)));
    }
    return total;
  }
}
