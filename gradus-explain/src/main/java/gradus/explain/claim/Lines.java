package gradus.explain.claim;

import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.algebra.calculus.Derivative;
import gradus.algebra.signs.Laws;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Parts;
import gradus.formula.Substitution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Convexity in a vector or a matrix along all lines: `f(x + t·v)` is convex in t, whatever x and
/// v.
///
/// @param tensor the vector or matrix
/// @param direction a name for v
/// @param along a name for t
record Lines(String tensor, String direction, Formula.Var along) {

  /// The goal; what is assumed of x is assumed of `x + t·v`.
  Goal.Convex goal(Formula function, Setting setting) {
    Map<String, Setting.Kind> variables = new LinkedHashMap<>(setting.variables());
    variables.put(along.name(), Setting.Kind.REAL);
    Map<String, List<Setting.Range>> tensors = new LinkedHashMap<>(setting.tensors());
    tensors.put(direction, tensors.getOrDefault(tensor, List.of()));
    List<Condition> given = new ArrayList<>();
    for (Condition each : setting.given()) {
      if (isEquation(each)) {
        // an affine equation holds along the whole line if it holds at x and at x + v
        given.add(each);
        given.add(moved(each, Formula.ONE));
      } else {
        given.add(moved(each, along));
      }
    }
    return new Goal.Convex(
        new Setting(variables, tensors, given), on(Derivative.taken(function), along), along);
  }

  private static boolean isEquation(Condition condition) {
    return condition instanceof Condition.Compare compare && compare.relation() == Relation.EQ;
  }

  private Condition moved(Condition condition, Formula by) {
    return ((Formula.Iverson) on(new Formula.Iverson(condition), by)).condition();
  }

  private Formula on(Formula term, Formula by) {
    UnaryOperator<Formula> moved =
        entry ->
            entry instanceof Formula.Entry(String name, List<Formula> index) && name.equals(tensor)
                ? entry.plus(by.times(new Formula.Entry(direction, index)))
                : entry;
    return new Substitution(Formula::var, moved, new LinkedHashSet<>()).in(term);
  }

  /// Whether the Hessian says all: the judge knows the function to be smooth all along each line,
  /// of which what is given leaves an interval, no equation binds the vector, and composition alone
  /// does not tell. The Hessian of `−|x|` is zero but at a point.
  boolean needsHessian(Formula function, Setting setting) {
    Goal.Convex line = goal(function, setting);
    return setting.given().stream().noneMatch(it -> isEquation(it) && !isFree(it))
        && !Laws.prove(line, new CurvatureProof.Composed())
        && Laws.isSmooth(line)
        && new LinkedHashSet<>(Laws.interval(line).given())
            .containsAll(line.setting().given().stream().flatMap(Lines::flat).toList());
  }

  private static Stream<Condition> flat(Condition condition) {
    return condition instanceof Condition.And(List<Condition> parts)
        ? parts.stream().flatMap(Lines::flat)
        : Stream.of(condition);
  }

  private boolean isFree(Condition condition) {
    return isFree(new Formula.Iverson(condition));
  }

  private boolean isFree(Formula term) {
    return !(term instanceof Formula.Entry(String name, List<Formula> _) && name.equals(tensor))
        && Parts.of(term).stream().allMatch(this::isFree);
  }
}
