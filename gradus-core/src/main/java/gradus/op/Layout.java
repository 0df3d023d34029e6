package gradus.op;

import gradus.op.contraction.MatMul;
import gradus.op.movement.Broadcast;
import gradus.op.movement.Concat;
import gradus.op.movement.Flip;
import gradus.op.movement.Pad;
import gradus.op.movement.Permute;
import gradus.op.movement.Reshape;
import gradus.op.movement.Slice;
import gradus.tensor.GraphException;
import gradus.tensor.Shape;
import gradus.tensor.ShapeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Layout of nodes: reshapes, permutations, slices and the products that depend on them.
public sealed interface Layout permits Node {

  private Node self() {
    return (Node) this;
  }

  private Node moved(Op op) {
    return Node.of(op, List.of(self()));
  }

  private Shape shape() {
    return self().type().shape();
  }

  /// The same elements in row-major order under another shape.
  default Node reshape(Shape shape) {
    return shape().equals(shape) ? self() : moved(new Reshape(shape));
  }

  /// The axes in another order.
  default Node permute(List<Integer> axes) {
    List<Integer> order = axes.stream().map(shape()::axis).toList();
    return order.equals(shape().allAxes()) ? self() : moved(new Permute(order));
  }

  /// The last two axes swapped.
  default Node transpose() {
    if (shape().rank() < 2) {
      throw new ShapeException(
          "transpose(x=%s): expected rank 2 or more, found %d. Reshape x to a matrix first."
              .formatted(self().type(), shape().rank()));
    }
    List<Integer> order = new ArrayList<>(shape().allAxes());
    Collections.swap(order, order.size() - 1, order.size() - 2);
    return permute(order);
  }

  /// Repeated to a shape by NumPy's rule.
  default Node broadcastTo(Shape shape) {
    return shape().equals(shape) ? self() : moved(new Broadcast(shape));
  }

  /// The whole tensor repeated `times[axis]` times along each axis.
  default Node tile(List<Integer> times) {
    if (times.size() != shape().rank()) {
      throw new ShapeException(
          "tile(x=%s, times=%s): expected %d numbers of times, found %d. Give one an axis."
              .formatted(self().type(), times, shape().rank(), times.size()));
    }
    List<Integer> split = new ArrayList<>();
    List<Integer> repeated = new ArrayList<>();
    List<Integer> joined = new ArrayList<>();
    for (int axis = 0; axis < shape().rank(); axis++) {
      int n = shape().size(axis);
      split.addAll(List.of(1, n));
      repeated.addAll(List.of(times.get(axis), n));
      joined.add(times.get(axis) * n);
    }
    return reshape(new Shape(split)).broadcastTo(new Shape(repeated)).reshape(new Shape(joined));
  }

  /// A value put before and after the elements of each axis.
  default Node pad(List<Integer> before, List<Integer> after, double value) {
    return moved(new Pad(before, after, Collections.nCopies(before.size(), 0), value));
  }

  /// The positions `from` to `to` (exclusive) of one axis.
  default Node slice(int axis, int from, int to) {
    int at = shape().axis(axis);
    List<Integer> starts = new ArrayList<>(Collections.nCopies(shape().rank(), 0));
    List<Integer> sizes = new ArrayList<>(shape().sizes());
    starts.set(at, from);
    sizes.set(at, to - from);
    return moved(new Slice(starts, sizes, Collections.nCopies(shape().rank(), 1)));
  }

  /// The elements of some axes in reverse order.
  default Node flip(List<Integer> axes) {
    return moved(new Flip(shape().axes(axes)));
  }

  /// The nodes one after the other along an axis.
  static Node concat(int axis, List<Node> parts) {
    if (parts.isEmpty()) {
      throw new GraphException(
          "concat([], axis=%d): expected at least one part, found none. Pass the branches."
              .formatted(axis));
    }
    return Node.of(new Concat(parts.getFirst().type().shape().axis(axis)), parts);
  }

  /// Matrix product of the last two axes; leading axes are broadcast.
  default Node matmul(Node other) {
    return matmul(other, false, false);
  }

  /// Matrix product with either operand transposed first; leading axes are broadcast.
  default Node matmul(Node other, boolean transposeThis, boolean transposeOther) {
    Shape mine = shape();
    Shape theirs = other.type().shape();
    Node a = self();
    Node b = other;
    if (mine.rank() >= 2 && theirs.rank() >= 2) {
      Shape batch =
          mine.slice(0, mine.rank() - 2).broadcastWith(theirs.slice(0, theirs.rank() - 2));
      a = a.broadcastTo(batch.followedBy(mine.slice(mine.rank() - 2, mine.rank())));
      b = b.broadcastTo(batch.followedBy(theirs.slice(theirs.rank() - 2, theirs.rank())));
    }
    return Node.of(new MatMul(transposeThis, transposeOther), List.of(a, b));
  }

  /// Repeated by NumPy's rule to the common shape of this node's and the one given.
  default Node expand(Shape shape) {
    return broadcastTo(shape().broadcastWith(shape));
  }

  /// The axes before `axis` joined to one and the others to another: `[2, 3, 4]` at 1 is `[2, 12]`.
  default Node flatten(int axis) {
    Shape shape = shape();
    int rows = shape.slice(0, axis).elements();
    int columns = shape.slice(axis, shape.rank()).elements();
    return reshape(Shape.of(rows, columns));
  }
}
