package gradus.reference;

import gradus.op.Node;
import gradus.op.window.Convention;
import gradus.op.window.Convolution;
import gradus.op.window.ConvolutionTranspose;
import gradus.op.window.ConvolutionWeight;
import gradus.op.window.Placement;
import gradus.op.window.Pool;
import gradus.op.window.Window;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/// Windows that slide along the spatial axes.
///
/// @param evaluation where inputs of another kind of number are found
/// @param to the kind of number of the node
/// @param node what is evaluated
record Windows<E>(Evaluation<?> evaluation, Domain<E> to, Node node) {

  Value<E> value(Window op) {
    return switch (op) {
      case Pool pool -> new Pools<>(evaluation, to, node).value(pool);
      case Convolution c -> {
        Value<E> x = to.input(node, 0);
        Value<E> w = to.input(node, 1);
        yield sum(
            new Taps(c.convention(), c.placement(), c.groups(), shape(0), shape(1), own()),
            (sums, xAt, wAt, yAt) -> add(sums, yAt, x.at(xAt), w.at(wAt)));
      }
      case ConvolutionTranspose c -> {
        Value<E> y = to.input(node, 0);
        Value<E> w = to.input(node, 1);
        yield sum(
            new Taps(c.convention(), c.placement(), c.groups(), own(), shape(1), shape(0)),
            (sums, xAt, wAt, yAt) -> add(sums, xAt, y.at(yAt), w.at(wAt)));
      }
      case ConvolutionWeight c -> {
        Value<E> x = to.input(node, 0);
        Value<E> y = to.input(node, 1);
        yield sum(
            new Taps(c.convention(), c.placement(), c.groups(), shape(0), own(), shape(1)),
            (sums, xAt, wAt, yAt) -> add(sums, wAt, x.at(xAt), y.at(yAt)));
      }
    };
  }

  private Shape own() {
    return node.type().shape();
  }

  private Shape shape(int input) {
    return node.input(input).type().shape();
  }

  private void add(List<E> sums, int place, E left, E right) {
    Numbers<E> n = to.numbers();
    sums.set(place, n.plus(sums.get(place), n.times(left, right)));
  }

  /// What to do where tap `wAt` of output `yAt` meets input `xAt`; all are row-major positions.
  private interface Meeting<E> {
    void at(List<E> sums, int xAt, int wAt, int yAt);
  }

  private Value<E> sum(Taps taps, Meeting<E> meeting) {
    List<E> sums = new ArrayList<>(Collections.nCopies(own().elements(), to.numbers().of(0L)));
    List<int[]> kernel = IntStream.range(0, taps.w().elements()).mapToObj(taps.w()::index).toList();
    for (int yAt = 0; yAt < taps.y().elements(); yAt++) {
      int[] out = taps.y().index(yAt);
      int row = taps.w().elements() / taps.w().size(0);
      for (int wAt = out[1] * row; wAt < (out[1] + 1) * row; wAt++) {
        int xAt = taps.meets(out, kernel.get(wAt));
        if (xAt >= 0) {
          meeting.at(sums, xAt, wAt, yAt);
        }
      }
    }
    return new Value<>(node.type(), sums);
  }

  /// Which element of `x` a kernel element and an output have in common.
  private record Taps(
      Convention convention, Placement placement, int groups, Shape x, Shape w, Shape y) {

    /// The position in `x`, or −1 if it is outside.
    int meets(int[] out, int[] tap) {
      int[] index = new int[x.rank()];
      index[0] = out[0];
      index[1] = out[1] / (w.size(0) / groups) * w.size(1) + tap[1];
      for (int axis = 0; axis < placement.rank(); axis++) {
        int j = tap[axis + 2];
        boolean flipped = convention == Convention.CONVOLUTION;
        int reach = flipped ? w.size(axis + 2) - 1 - j : j;
        int at =
            out[axis + 2] * placement.strides().get(axis)
                + reach * placement.dilations().get(axis)
                - placement.before().get(axis);
        if (at < 0 || at >= x.size(axis + 2)) {
          return -1;
        }
        index[axis + 2] = at;
      }
      return x.position(index);
    }
  }
}
