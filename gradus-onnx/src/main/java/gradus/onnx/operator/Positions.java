package gradus.onnx.operator;

import gradus.op.Node;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Positions of elements in a tensor laid out row by row.
final class Positions {

  private Positions() {}

  /// Positions on an axis of length n as i64, with n added to the negative ones.
  static Node wrapped(Node positions, int n) {
    Node wide = positions.as(DType.I64);
    return wide.less(wide.filled(0)).choose(wide.plus(n), wide);
  }

  /// Single elements, as ONNX names them: at each index of `positions` its own index, but for one
  /// axis. The sizes of the other axes may be smaller than those of the tensor.
  ///
  /// @param shape the tensor's shape
  static Node elements(Node positions, Shape shape, int axis) {
    int[] strides = shape.strides();
    Shape own = positions.type().shape();
    long[] rest = new long[own.elements()];
    for (int i = 0; i < rest.length; i++) {
      int[] index = own.index(i);
      for (int other = 0; other < index.length; other++) {
        rest[i] += other == axis ? 0 : (long) index[other] * strides[other];
      }
    }
    return wrapped(positions, shape.size(axis))
        .times(strides[axis])
        .plus(Node.constant(Tensor.of(own, rest)));
  }

  /// Slices: the last axis of `positions` holds indices of the first axes of the tensor, after
  /// `batch` axes that both share.
  ///
  /// @param shape the tensor's shape
  /// @return positions among all slices, of the shape of `positions` without its last axis
  static Node slices(Node positions, Shape shape, int batch) {
    Shape own = positions.type().shape();
    int rank = own.rank();
    int depth = own.size(-1);
    Shape outer = shape.slice(0, batch + depth);
    int[] strides = outer.strides();
    Shape kept = own.slice(0, rank - 1);
    Node sum = Node.constant(starts(kept, strides, batch));
    for (int i = 0; i < depth; i++) {
      Node one = positions.slice(rank - 1, i, i + 1).reshape(kept);
      sum = sum.plus(wrapped(one, shape.size(batch + i)).times(strides[batch + i]));
    }
    return sum;
  }

  private static Tensor starts(Shape kept, int[] strides, int batch) {
    long[] starts = new long[kept.elements()];
    for (int i = 0; i < starts.length; i++) {
      int[] index = kept.index(i);
      for (int axis = 0; axis < batch; axis++) {
        starts[i] += (long) index[axis] * strides[axis];
      }
    }
    return Tensor.of(kept, starts);
  }

  /// 0, 1, … along an axis of a shape, 0 rank elsewhere: for adding to positions.
  static Node counted(int length, int axis, int rank) {
    long[] values = new long[length];
    for (int i = 0; i < length; i++) {
      values[i] = i;
    }
    List<Integer> sizes = new ArrayList<>(Collections.nCopies(rank, 1));
    sizes.set(axis, length);
    return Node.constant(Tensor.of(new Shape(sizes), values));
  }
}
