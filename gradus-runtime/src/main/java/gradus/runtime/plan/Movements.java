package gradus.runtime.plan;

import gradus.op.Node;
import gradus.op.movement.Broadcast;
import gradus.op.movement.Concat;
import gradus.op.movement.Flip;
import gradus.op.movement.Movement;
import gradus.op.movement.Pad;
import gradus.op.movement.Permute;
import gradus.op.movement.Reshape;
import gradus.op.movement.Slice;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/// The steps of movements: copies of strided regions.
final class Movements {

  private Movements() {}

  static List<Step> steps(Node node, Movement op, List<Cells> x, Cells z) {
    Shape from = node.input(0).type().shape();
    Shape to = node.type().shape();
    int[] xStrides = from.strides();
    int[] zStrides = to.strides();
    int rank = to.rank();
    String what = op.name();
    return switch (op) {
      case Reshape _ -> List.of(new Move(what, x.get(0), 0, from.strides(), from, z, 0, xStrides));
      case Broadcast broadcast -> {
        int[] strides = new int[rank];
        int lead = rank - from.rank();
        for (int axis = lead; axis < rank; axis++) {
          strides[axis] = from.size(axis - lead) == 1 ? 0 : xStrides[axis - lead];
        }
        yield List.of(new Move(what, x.get(0), 0, strides, broadcast.shape(), z, 0, zStrides));
      }
      case Permute(List<Integer> axes) -> {
        int[] strides = axes.stream().mapToInt(axis -> xStrides[axis]).toArray();
        yield List.of(new Move(what, x.get(0), 0, strides, to, z, 0, zStrides));
      }
      case Slice slice -> List.of(slice(slice, x.get(0), from, z, to));
      case Flip flip -> List.of(flip(flip, x.get(0), from, z));
      case Pad pad -> pad(pad, x.get(0), from, z, zStrides);
      case Concat concat -> concat(node, concat, x, z, zStrides);
    };
  }

  private static Step slice(Slice op, Cells x, Shape from, Cells z, Shape to) {
    int start = 0;
    int[] strides = from.strides();
    for (int axis = 0; axis < strides.length; axis++) {
      start += op.starts().get(axis) * strides[axis];
      strides[axis] *= op.steps().get(axis);
    }
    return new Move(op.name(), x, start, strides, to, z, 0, to.strides());
  }

  private static Step flip(Flip op, Cells x, Shape shape, Cells z) {
    int start = 0;
    int[] strides = shape.strides();
    for (int axis : op.axes()) {
      start += Math.max(0, shape.size(axis) - 1) * strides[axis];
      strides[axis] = -strides[axis];
    }
    return new Move(op.name(), x, start, strides, shape, z, 0, shape.strides());
  }

  private static List<Step> pad(Pad pad, Cells x, Shape from, Cells z, int[] zStrides) {
    int start = 0;
    int[] strides = new int[from.rank()];
    for (int axis = 0; axis < from.rank(); axis++) {
      start += pad.before().get(axis) * zStrides[axis];
      strides[axis] = (pad.interior().get(axis) + 1) * zStrides[axis];
    }
    return List.of(
        new Fill(z, pad.value()), new Move("Pad", x, 0, from.strides(), from, z, start, strides));
  }

  private static List<Step> concat(
      Node node, Concat concat, List<Cells> x, Cells z, int[] zStrides) {
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < x.size(); i++) {
      Shape part = node.input(i).type().shape();
      int start = concat.start(node, i) * zStrides[concat.axis()];
      steps.add(new Move("Concat", x.get(i), 0, part.strides(), part, z, start, zStrides));
    }
    return steps;
  }

  /// The copy of a view into cells.
  static Step copy(View view, Cells z) {
    Shape shape = Shape.of(view.sizes);
    Cells x = view.base.cells();
    return new Move("Copy", x, view.start, view.strides, shape, z, 0, shape.strides());
  }
}
