package gradus.jacobian;

import gradus.formula.Condition.Relation;
import gradus.reference.Numbers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;

/// Vectors of one kind of number.
///
/// @param numbers the kind of number
record Vectors<T>(Numbers<T> numbers) {

  T zero() {
    return numbers.of(0L);
  }

  T one() {
    return numbers.of(1L);
  }

  List<T> tabulate(int n, IntFunction<T> element) {
    List<T> vector = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      vector.add(element.apply(i));
    }
    return Collections.unmodifiableList(vector);
  }

  List<T> all(int n, T value) {
    return Collections.nCopies(n, value);
  }

  List<T> unit(int n, int i) {
    return tabulate(n, k -> k == i ? one() : zero());
  }

  boolean isZero(T x) {
    return numbers.holds(Relation.EQ, x, zero());
  }

  boolean isOne(T x) {
    return numbers.holds(Relation.EQ, x, one());
  }

  T negated(T x) {
    return numbers.minus(zero(), x);
  }

  T size(T x) {
    return numbers.holds(Relation.LT, x, zero()) ? negated(x) : x;
  }

  T larger(T x, T y) {
    return numbers.holds(Relation.GE, x, y) ? x : y;
  }

  T sum(List<T> x) {
    return x.stream().reduce(zero(), numbers::plus);
  }

  T dot(List<T> x, List<T> y) {
    T sum = zero();
    for (int i = 0; i < x.size(); i++) {
      sum = numbers.plus(sum, numbers.times(x.get(i), y.get(i)));
    }
    return sum;
  }

  List<T> plus(List<T> x, List<T> y) {
    return tabulate(x.size(), i -> numbers.plus(x.get(i), y.get(i)));
  }

  List<T> times(List<T> x, List<T> y) {
    return tabulate(x.size(), i -> numbers.times(x.get(i), y.get(i)));
  }

  /// For each place the sum over all other places, without taking anything away again.
  List<T> sumsOfOthers(List<T> x) {
    List<T> after = new ArrayList<>(all(x.size() + 1, zero()));
    for (int i = x.size() - 1; i >= 0; i--) {
      after.set(i, numbers.plus(x.get(i), after.get(i + 1)));
    }
    List<T> others = new ArrayList<>();
    T before = zero();
    for (int i = 0; i < x.size(); i++) {
      others.add(numbers.plus(before, after.get(i + 1)));
      before = numbers.plus(before, x.get(i));
    }
    return others;
  }
}
