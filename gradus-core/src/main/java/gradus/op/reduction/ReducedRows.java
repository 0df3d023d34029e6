package gradus.op.reduction;

import gradus.op.Node;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/// A tensor laid out with the reduced axes last and joined: one row a group, for derivative rules.
///
/// @param x the tensor as it was
/// @param order its axes, kept ones first
/// @param rows the tensor as a matrix, a group a row
record ReducedRows(Node x, List<Integer> order, Node rows) {

  static ReducedRows of(Node x, List<Integer> axes) {
    Shape shape = x.type().shape();
    List<Integer> order = new ArrayList<>(shape.allAxes());
    order.removeAll(axes);
    int groups = 1;
    for (int axis : order) {
      groups *= shape.size(axis);
    }
    order.addAll(axes);
    int length = 1;
    for (int axis : axes) {
      length *= shape.size(axis);
    }
    return new ReducedRows(x, order, x.permute(order).reshape(Shape.of(groups, length)));
  }

  private int length() {
    return rows.type().shape().size(1);
  }

  /// 1 where `position` finds its element in each row, else 0, in the layout of `x`.
  Node mark(ArgumentOf position) {
    if (x.type().shape().isEmpty()) {
      return x.filled(0);
    }
    return back(position.along(rows, 1).oneHot(length(), x.type().dtype()));
  }

  /// At each element the product of the others in its row, in the layout of `x`.
  Node others() {
    int n = length();
    TensorType square = new TensorType(gradus.tensor.DType.BOOL, Shape.of(1, n, n));
    double[] eye = new double[n * n];
    for (int i = 0; i < n; i++) {
      eye[i * n + i] = 1;
    }
    Shape cube = Shape.of(rows.type().shape().size(0), n, n);
    Node diagonal = Node.constant(Tensor.of(square, eye)).broadcastTo(cube);
    Node spread = rows.reshape(Shape.of(cube.size(0), 1, n)).broadcastTo(cube);
    return back(diagonal.choose(spread.filled(1), spread).prod(List.of(2), false));
  }

  private Node back(Node matrix) {
    Shape permuted = new Shape(order.stream().map(axis -> x.type().shape().size(axis)).toList());
    List<Integer> inverse = new ArrayList<>();
    for (int axis = 0; axis < order.size(); axis++) {
      inverse.add(order.indexOf(axis));
    }
    return matrix.reshape(permuted).permute(inverse);
  }

  /// Which element of a row: `Node::argMax` or `Node::argMin`.
  interface ArgumentOf {
    Node along(Node rows, int axis);
  }
}
