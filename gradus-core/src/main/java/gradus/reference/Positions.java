package gradus.reference;

import gradus.op.Node;
import gradus.op.indexing.ArgSort;
import gradus.op.indexing.Gather;
import gradus.op.indexing.GatherElements;
import gradus.op.indexing.Indexing;
import gradus.op.indexing.OneHot;
import gradus.op.indexing.ScatterAdd;
import gradus.op.indexing.ScatterElements;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Positions that are data.
///
/// @param evaluation where the positions are found
/// @param to the kind of number of the node
/// @param node what is evaluated
record Positions<E>(Evaluation<?> evaluation, Domain<E> to, Node node) {

  Value<E> value(Indexing op) {
    return switch (op) {
      case OneHot oneHot -> oneHot(oneHot);
      case Gather gather ->
          to.tabulate(node, i -> x().at(source(gather.axis(), node.type().shape().index(i))));
      case GatherElements gather ->
          to.tabulate(
              node, i -> x().at(moved(gather.axis(), i, x().type().shape().size(gather.axis()))));
      case ScatterAdd scatter -> scatter(i -> source(scatter.axis(), x().type().shape().index(i)));
      case ScatterElements scatter -> scatter(i -> moved(scatter.axis(), i, scatter.size()));
      case ArgSort sort -> new Orders<>(evaluation.domain(node.input(0)), node, sort).value(to);
    };
  }

  private Value<E> oneHot(OneHot op) {
    Value<Long> hot = evaluation.wholes().input(node, 0);
    return to.tabulate(node, i -> to.truth(hot.at(i / op.depth()) == i % op.depth()));
  }

  private Value<E> x() {
    return to.input(node, 0);
  }

  private Value<Long> positions() {
    return evaluation.wholes().input(node, 1);
  }

  /// The index `[a…, i…, b…]` with the position at `i…` in the place of `i…`.
  private int[] source(int axis, int[] index) {
    int end = axis + positions().type().shape().rank();
    int element = positions().type().shape().position(Arrays.copyOfRange(index, axis, end));
    int[] source = new int[index.length - (end - axis) + 1];
    System.arraycopy(index, 0, source, 0, axis);
    System.arraycopy(index, end, source, axis + 1, index.length - end);
    source[axis] = checked(element, large().size(axis));
    return source;
  }

  /// The tensor into which positions point: `x` of a gather, the output of a scatter.
  private Shape large() {
    return node.op() instanceof ScatterAdd ? node.type().shape() : x().type().shape();
  }

  /// The index of an element of the positions, moved along the axis to the position it holds.
  private int[] moved(int axis, int element, int size) {
    int[] index = positions().type().shape().index(element);
    index[axis] = checked(element, size);
    return index;
  }

  private int checked(int element, int size) {
    long position = positions().at(element);
    String call = "%s(x=%s, positions=%s)".formatted(node.op(), x().type(), positions().type());
    Indexing.check(call, element, position, size);
    return (int) position;
  }

  /// Where an element of `y` goes.
  private interface Target {
    int[] of(int element);
  }

  private Value<E> scatter(Target target) {
    Shape shape = node.type().shape();
    List<E> sums = new ArrayList<>(Collections.nCopies(shape.elements(), to.numbers().of(0L)));
    for (int i = 0; i < x().elements().size(); i++) {
      int place = shape.position(target.of(i));
      sums.set(place, to.numbers().plus(sums.get(place), x().at(i)));
    }
    return new Value<>(node.type(), sums);
  }
}
