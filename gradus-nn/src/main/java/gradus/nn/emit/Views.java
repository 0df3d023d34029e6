package gradus.nn.emit;

import gradus.op.Node;
import gradus.op.movement.Broadcast;
import gradus.op.movement.Flip;
import gradus.op.movement.Permute;
import gradus.op.movement.Slice;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/// Movements that only look at an array in another way.
final class Views {

  private Views() {}

  static Place of(Node node, Place x) {
    Shape to = node.type().shape();
    List<Integer> strides = new ArrayList<>(x.strides());
    int start = 0;
    switch (node.op()) {
      case Permute(List<Integer> axes) ->
          strides = new ArrayList<>(axes.stream().map(x.strides()::get).toList());
      case Slice slice -> {
        for (int axis = 0; axis < strides.size(); axis++) {
          start += slice.starts().get(axis) * strides.get(axis);
          strides.set(axis, strides.get(axis) * slice.steps().get(axis));
        }
      }
      case Flip flip -> {
        for (int axis : flip.axes()) {
          start += Math.max(0, to.size(axis) - 1) * strides.get(axis);
          strides.set(axis, -strides.get(axis));
        }
      }
      case Broadcast _ -> strides = broadcast(x, to);
      default -> throw new AssertionError(node.op().name());
    }
    return x.seen(start, strides, to);
  }

  private static List<Integer> broadcast(Place x, Shape to) {
    int lead = to.rank() - x.shape().rank();
    List<Integer> strides = new ArrayList<>();
    for (int axis = 0; axis < to.rank(); axis++) {
      boolean repeated = axis < lead || x.shape().size(axis - lead) == 1;
      strides.add(repeated ? 0 : x.strides().get(axis - lead));
    }
    return strides;
  }
}
