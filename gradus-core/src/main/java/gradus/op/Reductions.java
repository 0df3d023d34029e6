package gradus.op;

import gradus.op.reduction.ArgMax;
import gradus.op.reduction.ArgMin;
import gradus.op.reduction.LogSumExp;
import gradus.op.reduction.Max;
import gradus.op.reduction.Mean;
import gradus.op.reduction.Min;
import gradus.op.reduction.Prod;
import gradus.op.reduction.Sum;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Reductions of nodes over axes; negative axes count from the end.
public sealed interface Reductions permits Node {

  private Node self() {
    return (Node) this;
  }

  private Node reduced(Op op) {
    return Node.of(op, List.of(self()));
  }

  private List<Integer> resolve(List<Integer> axes) {
    return self().type().shape().axes(axes);
  }

  /// Sum over axes.
  default Node sum(List<Integer> axes, boolean keepAxes) {
    return reduced(new Sum(resolve(axes), keepAxes));
  }

  /// Mean over axes.
  default Node mean(List<Integer> axes, boolean keepAxes) {
    return reduced(new Mean(resolve(axes), keepAxes));
  }

  /// Largest over axes.
  default Node max(List<Integer> axes, boolean keepAxes) {
    return reduced(new Max(resolve(axes), keepAxes));
  }

  /// Smallest over axes.
  default Node min(List<Integer> axes, boolean keepAxes) {
    return reduced(new Min(resolve(axes), keepAxes));
  }

  /// Product over axes.
  default Node prod(List<Integer> axes, boolean keepAxes) {
    return reduced(new Prod(resolve(axes), keepAxes));
  }

  /// `ln Σ eˣ` over axes.
  default Node logSumExp(List<Integer> axes, boolean keepAxes) {
    return reduced(new LogSumExp(resolve(axes), keepAxes));
  }

  /// Sum of all elements, a scalar.
  default Node sum() {
    return sum(self().type().shape().allAxes(), false);
  }

  /// Mean of all elements, a scalar.
  default Node mean() {
    return mean(self().type().shape().allAxes(), false);
  }

  /// The sum of each element and all before it on an axis, by doubling: `⌈log₂ n⌉` shifted sums.
  /// Put {@link Layout#flip} around it to sum from the end.
  default Node cumulativeSum(int axis) {
    int at = self().type().shape().axis(axis);
    int n = self().type().shape().size(at);
    Node sums = self();
    for (long reach = 1; reach < n; reach *= 2) {
      List<Integer> before = new ArrayList<>(Collections.nCopies(self().type().shape().rank(), 0));
      List<Integer> none = List.copyOf(before);
      before.set(at, (int) reach);
      sums = sums.plus(sums.slice(at, 0, n - (int) reach).pad(before, none, 0));
    }
    return sums;
  }

  /// Position of the first largest element along an axis, which is dropped.
  default Node argMax(int axis) {
    return reduced(new ArgMax(self().type().shape().axis(axis), false));
  }

  /// Position of the first smallest element along an axis, which is dropped.
  default Node argMin(int axis) {
    return reduced(new ArgMin(self().type().shape().axis(axis), false));
  }
}
