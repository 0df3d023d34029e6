package gradus.reference;

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

/// Elements in other places.
///
/// @param to the kind of number of the node
/// @param node what is evaluated
record Movements<E>(Domain<E> to, Node node) {

  Value<E> value(Movement op) {
    return switch (op) {
      case Reshape _ -> to.tabulate(node, i -> to.input(node, 0).at(i));
      case Concat concat -> to.tabulate(node, i -> joined(concat, shape().index(i)));
      case Pad pad -> to.tabulate(node, i -> padded(pad, shape().index(i)));
      case Permute permute ->
          gather((index, source, axis) -> source[permute.axes().get(axis)] = index[axis]);
      case Broadcast _ -> gather(this::stretch);
      case Slice slice ->
          gather(
              (index, source, axis) ->
                  source[axis] = slice.starts().get(axis) + index[axis] * slice.steps().get(axis));
      case Flip flip ->
          gather(
              (index, source, axis) ->
                  source[axis] =
                      flip.axes().contains(axis)
                          ? shape().size(axis) - 1 - index[axis]
                          : index[axis]);
    };
  }

  private Shape shape() {
    return node.type().shape();
  }

  /// How one axis of the output's index bears on the input's.
  private interface Source {
    void set(int[] index, int[] source, int axis);
  }

  private Value<E> gather(Source rule) {
    return to.tabulate(
        node,
        i -> {
          int[] index = shape().index(i);
          int[] source = new int[node.input(0).type().shape().rank()];
          for (int axis = 0; axis < index.length; axis++) {
            rule.set(index, source, axis);
          }
          return to.input(node, 0).at(source);
        });
  }

  private void stretch(int[] index, int[] source, int axis) {
    Shape small = node.input(0).type().shape();
    int own = axis - (index.length - small.rank());
    if (own >= 0) {
      source[own] = small.size(own) == 1 ? 0 : index[axis];
    }
  }

  private E joined(Concat op, int[] index) {
    int[] source = index.clone();
    int input = 0;
    while (source[op.axis()] >= node.input(input).type().shape().size(op.axis())) {
      source[op.axis()] -= node.input(input).type().shape().size(op.axis());
      input++;
    }
    return to.input(node, input).at(source);
  }

  private E padded(Pad op, int[] index) {
    int[] source = new int[index.length];
    for (int axis = 0; axis < index.length; axis++) {
      int shifted = index[axis] - op.before().get(axis);
      int step = op.interior().get(axis) + 1;
      source[axis] = Math.floorDiv(shifted, step);
      boolean between = Math.floorMod(shifted, step) != 0;
      int size = node.input(0).type().shape().size(axis);
      if (between || source[axis] < 0 || source[axis] >= size) {
        return to.numbers().of(op.value());
      }
    }
    return to.input(node, 0).at(source);
  }
}
