package gradus.op;

import gradus.formula.Formula.Combination;
import gradus.op.indexing.ArgSort;
import gradus.op.indexing.Gather;
import gradus.op.indexing.GatherElements;
import gradus.op.indexing.OneHot;
import gradus.op.indexing.ScatterAdd;
import gradus.op.indexing.ScatterElements;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.List;
import java.util.stream.LongStream;

/// Look-ups of nodes by positions that are data.
public sealed interface Lookups permits Node {

  private Node self() {
    return (Node) this;
  }

  private int axisOf(int axis) {
    return self().type().shape().axis(axis);
  }

  /// The slices at these positions of an axis.
  default Node gather(int axis, Node positions) {
    return Node.of(new Gather(axisOf(axis)), List.of(self(), positions));
  }

  /// The single elements at these positions of an axis.
  default Node gatherElements(int axis, Node positions) {
    return Node.of(new GatherElements(axisOf(axis)), List.of(self(), positions));
  }

  /// These slices added into zeros, at positions of an axis of length `size`.
  default Node scatterAdd(int axis, int size, Node positions) {
    return Node.of(new ScatterAdd(axisOf(axis), size), List.of(self(), positions));
  }

  /// These elements added into zeros, at positions of an axis of length `size`.
  default Node scatterElements(int axis, int size, Node positions) {
    return Node.of(new ScatterElements(axisOf(axis), size), List.of(self(), positions));
  }

  /// This tensor with values combined into it at positions of an axis: their sum, product, largest
  /// or smallest where several meet, this tensor's own element included.
  ///
  /// Shape: `values` and `positions` have one shape, this one's but for that axis. Sums are
  /// scattered; the others compare every position with every place, which takes the memory of both
  /// together.
  ///
  /// @param how sum, product, largest or smallest
  default Node combined(Combination how, int axis, Node positions, Node values) {
    int at = axisOf(axis);
    int size = self().type().shape().size(at);
    return switch (how) {
      case SUM -> self().plus(values.scatterElements(at, size, positions));
      case PRODUCT -> self().times(hits(at, size, positions, values, 1).prod(List.of(at), false));
      case MAX -> {
        Node hits = hits(at, size, positions, values, Double.NEGATIVE_INFINITY);
        yield self().max(hits.max(List.of(at), false));
      }
      case MIN -> {
        Node hits = hits(at, size, positions, values, Double.POSITIVE_INFINITY);
        yield self().min(hits.min(List.of(at), false));
      }
      case ARGMAX, ARGMIN ->
          throw new IllegalArgumentException(
              "combined(how=%s, axis=%d): expected SUM, PRODUCT, MAX or MIN, found %s. Take the position of the extreme afterwards."
                  .formatted(how, axis, how));
    };
  }

  /// A new axis of places after the axis of values: the value where it goes there, else
  /// `otherwise`.
  private static Node hits(int axis, int size, Node positions, Node values, double otherwise) {
    Shape inserted = values.type().shape().insert(axis + 1, 1);
    Shape wide = values.type().shape().insert(axis + 1, size);
    long[] places = LongStream.range(0, size).toArray();
    Shape line = Shape.of(size);
    for (int i = axis + 2; i < wide.rank(); i++) {
      line = line.insert(i - axis - 1, 1);
    }
    Node at = Node.constant(Tensor.of(line, places)).as(positions.type().dtype());
    Node hit = positions.reshape(inserted).broadcastTo(wide).equal(at);
    Node each = values.reshape(inserted);
    return hit.choose(each, each.filled(otherwise));
  }

  /// The positions that sort an axis, equal elements in their order; NaN counts as the largest.
  default Node argSort(int axis, boolean descending) {
    return Node.of(new ArgSort(axisOf(axis), descending), List.of(self()));
  }

  /// A new last axis that is 1 at this position, else 0.
  default Node oneHot(int depth, DType dtype) {
    return Node.of(new OneHot(depth, dtype), List.of(self()));
  }
}
