package gradus.algebra.limits;

import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Var;
import gradus.formula.Substitution;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// How a variable comes to a place: to ±∞, or to a point from one side.
///
/// @param setting what is known of the names
/// @param by the variable
/// @param to where it goes
public record Approach(Setting setting, Var by, Tends to) {

  /// What is near: beyond 1000, or within a thousandth.
  private static final Formula FAR = Formula.number(1000);

  /// To the place of a goal from a side.
  static Approach of(Goal.Limit goal, Goal.Limit.Side side) {
    Tends.Side from = side == Goal.Limit.Side.ABOVE ? Tends.Side.ABOVE : Tends.Side.BELOW;
    boolean up = goal.at().equals(new Formula.Named("infinity"));
    Tends to =
        up || isInfinite(goal.at()) ? new Tends.Infinite(up) : new Tends.Value(goal.at(), from);
    Map<String, Setting.Kind> variables = new TreeMap<>(goal.setting().variables());
    variables.put(goal.by().name(), Setting.Kind.REAL);
    Setting setting = new Setting(variables, goal.setting().tensors(), goal.setting().given());
    return new Approach(setting, goal.by(), to);
  }

  /// Whether a term stands for ±∞.
  public static boolean isInfinite(Formula term) {
    Formula inner = term instanceof Formula.Neg(Formula negated) ? negated : term;
    return inner.equals(new Formula.Named("infinity"));
  }

  /// Whether a term depends on the variable.
  boolean moves(Formula term) {
    return Substitution.variables(term).contains(by.name());
  }

  /// Whether something is said of a name outside of sums over it.
  boolean knows(Var name) {
    boolean given = setting.given().stream().anyMatch(it -> isIn(new Formula.Iverson(it), name));
    boolean place = to instanceof Tends.Value(Formula point, var _) && isIn(point, name);
    return name.equals(by) || setting.variables().containsKey(name.name()) || given || place;
  }

  private static boolean isIn(Formula term, Var name) {
    return Substitution.variables(term).contains(name.name());
  }

  /// Whether the variable leaves all bounds.
  boolean isFar() {
    return to instanceof Tends.Infinite;
  }

  /// What is known near the place, with what holds there besides.
  Setting near(List<Condition> more) {
    List<Condition> given = new ArrayList<>(setting.given());
    given.addAll(more);
    switch (to) {
      case Tends.Infinite(boolean up) ->
          given.add(
              up
                  ? Condition.compare(Relation.GT, by, FAR)
                  : Condition.compare(Relation.LT, by, FAR.negated()));
      case Tends.Value(Formula point, Tends.Side side) -> {
        boolean above = side == Tends.Side.ABOVE;
        Formula little = new Formula.Num(BigInteger.ONE, BigInteger.valueOf(1000));
        Formula end = above ? point.plus(little) : point.minus(little);
        given.add(Condition.compare(above ? Relation.GT : Relation.LT, by, point));
        given.add(Condition.compare(above ? Relation.LT : Relation.GT, by, end));
      }
    }
    return new Setting(setting.variables(), setting.tensors(), given);
  }

  /// The same as a variable that leaves all bounds, of which this one is the inverse, from a point.
  Approach inverse() {
    List<Condition> given =
        setting.given().stream()
            .map(it -> ((Formula.Iverson) inverse(new Formula.Iverson(it))).condition())
            .toList();
    Setting there = new Setting(setting.variables(), setting.tensors(), given);
    return new Approach(there, by, new Tends.Infinite(true));
  }

  /// A term with the point that the variable comes to, and the inverse of a large number from
  /// there, in the place of the variable.
  Formula inverse(Formula term) {
    Tends.Value point = (Tends.Value) to;
    Formula little = Formula.ONE.over(by);
    Formula at =
        point.side() == Tends.Side.ABOVE ? point.value().plus(little) : point.value().minus(little);
    return new Substitution(
            name -> name.equals(by.name()) ? at : Formula.var(name),
            UnaryOperator.identity(),
            Substitution.variables(at))
        .in(term);
  }

  /// The same with something known of an index inside a sum.
  Approach inside(Formula.Fold fold) {
    Map<String, Setting.Kind> variables = new TreeMap<>(setting.variables());
    variables.put(fold.index().name(), Setting.Kind.INTEGER);
    List<Condition> given = new ArrayList<>(setting.given());
    given.add(Condition.compare(Relation.GE, fold.index(), fold.from()));
    given.add(Condition.compare(Relation.LE, fold.index(), fold.to()));
    return new Approach(new Setting(variables, setting.tensors(), given), by, to);
  }
}
