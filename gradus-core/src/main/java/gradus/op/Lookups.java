package gradus.op;

import gradus.op.indexing.ArgSort;
import gradus.op.indexing.Gather;
import gradus.op.indexing.GatherElements;
import gradus.op.indexing.OneHot;
import gradus.op.indexing.ScatterAdd;
import gradus.op.indexing.ScatterElements;
import gradus.tensor.DType;
import java.util.List;

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

  /// The positions that sort an axis, equal elements in their order; NaN counts as the largest.
  default Node argSort(int axis, boolean descending) {
    return Node.of(new ArgSort(axisOf(axis), descending), List.of(self()));
  }

  /// A new last axis that is 1 at this position, else 0.
  default Node oneHot(int depth, DType dtype) {
    return Node.of(new OneHot(depth, dtype), List.of(self()));
  }
}
