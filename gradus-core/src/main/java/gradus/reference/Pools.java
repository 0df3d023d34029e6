package gradus.reference;

import gradus.formula.Condition.Relation;
import gradus.op.Node;
import gradus.op.window.AveragePool;
import gradus.op.window.AveragePoolTranspose;
import gradus.op.window.MaxPool;
import gradus.op.window.MaxPoolIndices;
import gradus.op.window.Placement;
import gradus.op.window.Pool;
import gradus.op.window.Pooling;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Each window of a channel to one element.
///
/// @param evaluation where inputs of another kind of number are found
/// @param to the kind of number of the node
/// @param node what is evaluated
record Pools<E>(Evaluation<?> evaluation, Domain<E> to, Node node) {

  Value<E> value(Pool op) {
    return switch (op) {
      case MaxPool max -> max(max);
      case MaxPoolIndices indices -> places(indices.pooling(), evaluation.domain(node.input(0)));
      case AveragePool average -> average(average);
      case AveragePoolTranspose transpose -> spread(transpose);
    };
  }

  private Shape input() {
    return node.input(0).type().shape();
  }

  /// The indices of the elements of a tensor that a window covers, in row-major order.
  private static List<int[]> covered(Pooling pooling, int[] window, Shape shape) {
    List<int[]> covered = new ArrayList<>();
    Shape taps = new Shape(pooling.kernel());
    for (int tap = 0; tap < taps.elements(); tap++) {
      int[] index = reached(pooling.placement(), window, taps.index(tap));
      boolean inside = true;
      for (int axis = 2; axis < index.length; axis++) {
        inside &= index[axis] >= 0 && index[axis] < shape.size(axis);
      }
      if (inside) {
        covered.add(index);
      }
    }
    return covered;
  }

  private static int[] reached(Placement placement, int[] window, int[] tap) {
    int[] index = window.clone();
    for (int axis = 0; axis < placement.rank(); axis++) {
      index[axis + 2] =
          window[axis + 2] * placement.strides().get(axis)
              + tap[axis] * placement.dilations().get(axis)
              - placement.before().get(axis);
    }
    return index;
  }

  private static <F> int[] largest(Numbers<F> numbers, Value<F> x, List<int[]> covered) {
    List<F> elements = covered.stream().map(x::at).toList();
    return covered.get(Reductions.first(numbers, elements, Relation.GT));
  }

  private Value<E> max(MaxPool op) {
    Value<E> x = to.input(node, 0);
    return to.tabulate(
        node,
        i -> {
          List<int[]> covered = covered(op.pooling(), node.type().shape().index(i), input());
          return covered.stream()
              .map(x::at)
              .reduce((a, b) -> to.numbers().apply(new gradus.op.elementwise.Max(), a, b))
              .orElseThrow();
        });
  }

  private <F> Value<E> places(Pooling pooling, Domain<F> from) {
    Value<F> x = from.input(node, 0);
    Shape spatial = input().slice(2, input().rank());
    return to.tabulate(
        node,
        i -> {
          int[] window = node.type().shape().index(i);
          int[] place = largest(from.numbers(), x, covered(pooling, window, input()));
          int[] within = Arrays.copyOfRange(place, 2, place.length);
          return to.numbers().of((long) spatial.position(within));
        });
  }

  private Value<E> average(AveragePool op) {
    Value<E> x = to.input(node, 0);
    Numbers<E> n = to.numbers();
    return to.tabulate(
        node,
        i -> {
          int[] window = node.type().shape().index(i);
          E sum = n.of(0L);
          for (int[] index : covered(op.pooling(), window, input())) {
            sum = n.plus(sum, x.at(index));
          }
          return n.over(sum, n.of(count(op.pooling(), op.countIncludePad(), window, input())));
        });
  }

  private Value<E> spread(AveragePoolTranspose op) {
    Value<E> y = to.input(node, 0);
    Numbers<E> n = to.numbers();
    Shape shape = node.type().shape();
    List<E> sums = new ArrayList<>(Collections.nCopies(shape.elements(), n.of(0L)));
    for (int i = 0; i < input().elements(); i++) {
      int[] window = input().index(i);
      E share = n.over(y.at(i), n.of(count(op.pooling(), op.countIncludePad(), window, shape)));
      for (int[] index : covered(op.pooling(), window, shape)) {
        int place = shape.position(index);
        sums.set(place, n.plus(sums.get(place), share));
      }
    }
    return new Value<>(node.type(), sums);
  }

  /// Over how many elements a mean is: those covered, or those and the padding under the window.
  private static long count(Pooling pooling, boolean countIncludePad, int[] window, Shape x) {
    if (!countIncludePad) {
      return covered(pooling, window, x).size();
    }
    Placement placement = pooling.placement();
    long count = 1;
    for (int axis = 0; axis < placement.rank(); axis++) {
      int along = 0;
      for (int tap = 0; tap < pooling.kernel().get(axis); tap++) {
        int at =
            window[axis + 2] * placement.strides().get(axis)
                + tap * placement.dilations().get(axis)
                - placement.before().get(axis);
        along += at < x.size(axis + 2) + placement.after().get(axis) ? 1 : 0;
      }
      count *= along;
    }
    return count;
  }
}
