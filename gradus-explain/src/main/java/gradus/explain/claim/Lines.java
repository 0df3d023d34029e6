package gradus.explain.claim;

import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.algebra.calculus.Derivative;
import gradus.algebra.signs.Laws;
import gradus.formula.Condition;
import gradus.formula.Formula;
import gradus.formula.Formula.Entry;
import gradus.formula.Formula.Var;
import gradus.formula.Substitution;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/// A function of a vector or a matrix is convex where it is so along each line `x + t v`.
///
/// @param tensor the name of the vector or matrix
/// @param direction the name of `v`
/// @param time `t`
record Lines(String tensor, String direction, Var time) {

  /// The goal along a line; what holds of the vector holds all along.
  Goal.Convex goal(Setting setting, Formula function) {
    Map<String, Setting.Kind> variables = new LinkedHashMap<>(setting.variables());
    variables.put(time.name(), Setting.Kind.REAL);
    Map<String, List<Setting.Range>> tensors = new LinkedHashMap<>(setting.tensors());
    tensors.put(direction, tensors.getOrDefault(tensor, List.of()));
    List<Condition> given = setting.given().stream().map(this::along).toList();
    return new Goal.Convex(
        new Setting(variables, tensors, given), along(Derivative.taken(function)), time);
  }

  private Formula along(Formula term) {
    UnaryOperator<Formula> moved =
        entry ->
            entry instanceof Entry(String name, List<Formula> index) && name.equals(tensor)
                ? entry.plus(time.times(new Entry(direction, index)))
                : entry;
    Set<String> taken = new LinkedHashSet<>(Set.of(time.name()));
    return new Substitution(Formula::var, moved, taken).in(term);
  }

  private Condition along(Condition condition) {
    return along(new Formula.Iverson(condition)) instanceof Formula.Iverson(Condition moved)
        ? moved
        : condition;
  }

  /// Whether the second derivatives decide: the function is smooth all along each line, what is
  /// given leaves an interval of it, and composition alone does not tell.
  static boolean needsHessian(Goal.Convex line) {
    return !Laws.prove(line, new CurvatureProof.Composed())
        && Laws.isSmooth(line)
        && Laws.interval(line).given().containsAll(line.setting().given());
  }
}
