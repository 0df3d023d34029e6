package gradus.reference;

import gradus.op.Node;
import gradus.op.contraction.Contraction;
import gradus.op.contraction.MatMul;

/// Products summed over a shared axis.
///
/// @param to the kind of number of the node
/// @param node what is evaluated
record Contractions<E>(Domain<E> to, Node node) {

  Value<E> value(Contraction op) {
    return switch (op) {
      case MatMul matMul -> to.tabulate(node, i -> element(matMul, node.type().shape().index(i)));
    };
  }

  private E element(MatMul op, int[] index) {
    Value<E> a = to.input(node, 0);
    Value<E> b = to.input(node, 1);
    int row = index.length - 2;
    int column = index.length - 1;
    int length = a.type().shape().size(op.transposeA() ? row : column);
    E sum = to.numbers().of(0L);
    for (int k = 0; k < length; k++) {
      int[] left = index.clone();
      left[op.transposeA() ? row : column] = k;
      left[op.transposeA() ? column : row] = index[row];
      int[] right = index.clone();
      right[op.transposeB() ? column : row] = k;
      right[op.transposeB() ? row : column] = index[column];
      sum = to.numbers().plus(sum, to.numbers().times(a.at(left), b.at(right)));
    }
    return sum;
  }
}
