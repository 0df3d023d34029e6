package gradus.reference;

import gradus.formula.Condition.Relation;
import gradus.op.Node;
import gradus.op.indexing.ArgSort;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The order of elements along an axis, by counting for each how many come before it.
///
/// @param from the kind of number of what is sorted
/// @param node what is evaluated
/// @param op how it sorts
record Orders<F>(Domain<F> from, Node node, ArgSort op) {

  <E> Value<E> value(Domain<E> to) {
    Value<F> x = from.input(node, 0);
    Shape shape = node.type().shape();
    List<E> places = new ArrayList<>(Collections.nCopies(shape.elements(), to.numbers().of(0L)));
    for (int i = 0; i < shape.elements(); i++) {
      int[] index = shape.index(i);
      int j = index[op.axis()];
      index[op.axis()] = rank(x, index, j);
      places.set(shape.position(index), to.numbers().of((long) j));
    }
    return new Value<>(node.type(), places);
  }

  private int rank(Value<F> x, int[] index, int j) {
    int rank = 0;
    F self = at(x, index, j);
    for (int k = 0; k < node.type().shape().size(op.axis()); k++) {
      F other = at(x, index, k);
      boolean before = op.descending() ? less(self, other) : less(other, self);
      boolean tied = !less(other, self) && !less(self, other);
      rank += before || (tied && k < j) ? 1 : 0;
    }
    return rank;
  }

  private F at(Value<F> x, int[] index, int position) {
    int[] moved = index.clone();
    moved[op.axis()] = position;
    return x.at(moved);
  }

  /// Whether x comes before y in ascending order: NaN comes after everything else.
  private boolean less(F x, F y) {
    boolean nan = from.numbers().isNan(x);
    return !nan && (from.numbers().isNan(y) || from.numbers().holds(Relation.LT, x, y));
  }
}
