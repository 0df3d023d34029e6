package gradus.algebra.prove;

import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.algebra.Setting.Kind;
import gradus.algebra.Setting.Range;
import gradus.algebra.calculus.Derivative;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Entry;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Iverson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A short way to write goals in tests.
final class Terms {

  private final Map<String, Kind> variables = new HashMap<>();
  private final Map<String, List<Range>> tensors = new HashMap<>();
  private final List<Condition> given = new ArrayList<>();

  static Formula v(String name) {
    return Formula.var(name);
  }

  static Formula n(long value) {
    return Formula.number(value);
  }

  static Formula at(String tensor, Formula... index) {
    return new Entry(tensor, List.of(index));
  }

  static Formula add(Formula... terms) {
    return new Formula.Add(List.of(terms));
  }

  static Formula sub(Formula left, Formula right) {
    return left.minus(right);
  }

  static Formula mul(Formula... factors) {
    return new Formula.Mul(List.of(factors));
  }

  static Formula div(Formula above, Formula below) {
    return new Formula.Div(above, below);
  }

  static Formula pow(Formula base, Formula exponent) {
    return new Formula.Power(base, exponent);
  }

  static Formula f(String function, Formula... arguments) {
    return Formula.call(function, arguments);
  }

  static Formula exp(Formula x) {
    return f("exp", x);
  }

  static Formula log(Formula x) {
    return f("log", x);
  }

  static Formula d(Formula term, Formula by) {
    return Derivative.untaken(term, by);
  }

  static Formula sum(String index, Formula from, Formula to, Formula body) {
    return new Fold(Combination.SUM, Formula.var(index), from, to, body);
  }

  static Condition is(Relation relation, Formula left, Formula right) {
    return Condition.compare(relation, left, right);
  }

  static Formula delta(Formula left, Formula right) {
    return new Iverson(is(Relation.EQ, left, right));
  }

  static Formula when(Condition condition, Formula then, Formula otherwise) {
    return new Formula.Choose(condition, then, otherwise);
  }

  static Condition between(Formula low, Formula x, Formula high) {
    return new Condition.And(List.of(is(Relation.LE, low, x), is(Relation.LE, x, high)));
  }

  /// Whole variables.
  Terms whole(String... names) {
    for (String name : names) {
      variables.put(name, Kind.INTEGER);
    }
    return this;
  }

  /// Sizes, at least 1.
  Terms sizes(String... names) {
    for (String name : names) {
      whole(name).given(is(Relation.GE, v(name), n(1)));
    }
    return this;
  }

  /// An index from 1 to a size.
  Terms index(String name, Formula size) {
    return whole(name).given(between(n(1), v(name), size));
  }

  /// A tensor whose axes run from 1 to their sizes.
  Terms tensor(String name, Formula... sizes) {
    List<Range> ranges = new ArrayList<>();
    for (Formula size : sizes) {
      ranges.add(new Range(n(1), size));
    }
    tensors.put(name, ranges);
    return this;
  }

  Terms given(Condition condition) {
    given.add(condition);
    return this;
  }

  Goal.Compare equal(Formula left, Formula right) {
    return new Goal.Compare(new Setting(variables, tensors, given), left, Relation.EQ, right);
  }
}
