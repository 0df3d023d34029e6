package gradus.reference;

import gradus.formula.Condition.Relation;
import gradus.op.Node;
import gradus.op.elementwise.Exp;
import gradus.op.elementwise.Log1p;
import gradus.op.reduction.ArgMax;
import gradus.op.reduction.ArgMin;
import gradus.op.reduction.LogSumExp;
import gradus.op.reduction.Max;
import gradus.op.reduction.Mean;
import gradus.op.reduction.Min;
import gradus.op.reduction.Prod;
import gradus.op.reduction.Reduction;
import gradus.op.reduction.Sum;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;

/// Groups of elements to one each.
///
/// @param evaluation where inputs of another kind of number are found
/// @param to the kind of number of the node
/// @param node what is evaluated
record Reductions<E>(Evaluation<?> evaluation, Domain<E> to, Node node) {

  Value<E> value(Reduction op) {
    Numbers<E> n = to.numbers();
    return switch (op) {
      case Sum sum -> fold(sum, n.of(0L), n::plus);
      case Mean mean -> mean(mean);
      case Max max ->
          fold(max, limit(false), (x, y) -> n.apply(new gradus.op.elementwise.Max(), x, y));
      case Min min ->
          fold(min, limit(true), (x, y) -> n.apply(new gradus.op.elementwise.Min(), x, y));
      case Prod prod -> fold(prod, n.of(1L), n::times);
      case LogSumExp logSumExp -> logSumExp(logSumExp);
      case ArgMax argMax -> place(argMax, Relation.GT, evaluation.domain(node.input(0)));
      case ArgMin argMin -> place(argMin, Relation.LT, evaluation.domain(node.input(0)));
    };
  }

  /// The elements of each group in row-major order.
  private static <F> List<List<F>> groups(Node node, Reduction op, Value<F> x) {
    List<List<F>> groups = new ArrayList<>();
    for (int i = 0; i < node.type().shape().elements(); i++) {
      groups.add(new ArrayList<>());
    }
    Shape shape = x.type().shape();
    Shape kept = shape.reduce(op.axes(), true);
    for (int position = 0; position < shape.elements(); position++) {
      int[] index = shape.index(position);
      op.axes().forEach(axis -> index[axis] = 0);
      groups.get(kept.position(index)).add(x.at(position));
    }
    return groups;
  }

  private List<List<E>> groups(Reduction op) {
    return groups(node, op, to.input(node, 0));
  }

  private Value<E> fold(Reduction op, E start, BinaryOperator<E> combine) {
    List<List<E>> groups = groups(op);
    return to.tabulate(node, i -> groups.get(i).stream().reduce(start, combine));
  }

  private Value<E> mean(Mean op) {
    List<List<E>> groups = groups(op);
    Numbers<E> n = to.numbers();
    return to.tabulate(
        node,
        i ->
            n.over(
                groups.get(i).stream().reduce(n.of(0L), n::plus),
                n.of((long) groups.get(i).size())));
  }

  /// What the largest (or smallest) of no elements is.
  private E limit(boolean highest) {
    Numbers<E> n = to.numbers();
    return switch (node.type().dtype()) {
      case F32, F64 -> n.of(highest ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY);
      case I32 -> n.of((long) (highest ? Integer.MAX_VALUE : Integer.MIN_VALUE));
      case I64, BOOL -> n.of(highest ? Long.MAX_VALUE : Long.MIN_VALUE);
    };
  }

  private Value<E> logSumExp(LogSumExp op) {
    List<List<E>> groups = groups(op);
    return to.tabulate(node, i -> logSumExp(groups.get(i)));
  }

  /// `m + ln(1 + Σ e^(x − m))` over all but the first of the largest elements, `m`.
  private E logSumExp(List<E> xs) {
    Numbers<E> n = to.numbers();
    int first = first(n, xs, Relation.GT);
    E m = xs.isEmpty() ? limit(false) : xs.get(first);
    // ∞ − ∞ is NaN: a maximum that is not finite is the answer itself, unless there is a NaN
    if (n.isNan(n.minus(m, m))) {
      return m;
    }
    E sum = n.of(0L);
    for (int k = 0; k < xs.size(); k++) {
      sum = k == first ? sum : n.plus(sum, n.apply(new Exp(), n.minus(xs.get(k), m)));
    }
    return n.plus(m, n.apply(new Log1p(), sum));
  }

  private <F> Value<E> place(Reduction op, Relation better, Domain<F> from) {
    List<List<F>> groups = groups(node, op, from.input(node, 0));
    return to.tabulate(
        node, i -> to.numbers().of((long) first(from.numbers(), groups.get(i), better)));
  }

  /// The first position that no other betters; the first NaN if there is one.
  static <F> int first(Numbers<F> numbers, List<F> xs, Relation better) {
    int nan =
        IntStream.range(0, xs.size()).filter(k -> numbers.isNan(xs.get(k))).findFirst().orElse(-1);
    if (nan >= 0) {
      return nan;
    }
    int best = 0;
    for (int k = 1; k < xs.size(); k++) {
      best = numbers.holds(better, xs.get(k), xs.get(best)) ? k : best;
    }
    return best;
  }
}
