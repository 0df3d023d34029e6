package gradus.algebra.refute;

import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.algebra.Setting.Kind;
import gradus.algebra.Setting.Range;
import gradus.algebra.calculus.Derivative;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Short ways to write formulas and goals in tests.
public final class Terms {

  private Terms() {}

  public static Formula n(long value) {
    return Formula.number(value);
  }

  public static Formula v(String name) {
    return Formula.var(name);
  }

  public static Formula at(String tensor, Formula... index) {
    return new Formula.Entry(tensor, List.of(index));
  }

  public static Formula add(Formula... terms) {
    return new Formula.Add(List.of(terms));
  }

  public static Formula sub(Formula x, Formula y) {
    return x.minus(y);
  }

  public static Formula mul(Formula... factors) {
    return new Formula.Mul(List.of(factors));
  }

  public static Formula div(Formula x, Formula y) {
    return new Formula.Div(x, y);
  }

  public static Formula pow(Formula x, long n) {
    return x.power(n(n));
  }

  public static Formula f(String name, Formula... arguments) {
    return Formula.call(name, arguments);
  }

  public static Formula exp(Formula x) {
    return f("exp", x);
  }

  public static Formula sigmoid(Formula x) {
    return f("sigmoid", x);
  }

  public static Formula sum(String index, Formula from, Formula to, Formula body) {
    return new Formula.Fold(Formula.Combination.SUM, Formula.var(index), from, to, body);
  }

  public static Formula d(Formula term, Formula by) {
    return Derivative.untaken(term, by);
  }

  /// `softmax(x)[i]` for `x` with indices from 1 to `K`.
  public static Formula softmax(String x, Formula i) {
    return div(exp(at(x, i)), sum("m", n(1), v("K"), exp(at(x, v("m")))));
  }

  public static Condition is(Formula x, Relation relation, Formula y) {
    return Condition.compare(relation, x, y);
  }

  public static Condition between(Formula low, Formula x, Formula high) {
    return new Condition.And(List.of(is(low, Relation.LE, x), is(x, Relation.LE, high)));
  }

  public static Formula bracket(Condition... conditions) {
    return new Formula.Iverson(new Condition.And(List.of(conditions)));
  }

  /// A goal about reals.
  public static Goal.Compare claim(
      Formula left, Relation relation, Formula right, Condition... given) {
    return new Goal.Compare(new Setting(Map.of(), Map.of(), List.of(given)), left, relation, right);
  }

  public static Goal.Compare equal(Formula left, Formula right, Condition... given) {
    return claim(left, Relation.EQ, right, given);
  }

  /// The same with integers, `d,k` in one string, and tensors of one axis, `x: K`.
  public static Goal.Compare over(
      String integers, Map<String, Formula> lengths, Goal.Compare goal) {
    Map<String, Kind> kinds = new HashMap<>();
    Arrays.stream(integers.split(",", -1))
        .filter(it -> !it.isEmpty())
        .forEach(it -> kinds.put(it, Kind.INTEGER));
    Map<String, List<Range>> tensors = new HashMap<>();
    lengths.forEach((name, size) -> tensors.put(name, List.of(new Range(n(1), size))));
    List<Condition> given = new ArrayList<>(goal.setting().given());
    return new Goal.Compare(
        new Setting(kinds, tensors, given), goal.left(), goal.relation(), goal.right());
  }
}
