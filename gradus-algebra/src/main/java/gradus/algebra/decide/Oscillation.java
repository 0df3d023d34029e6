package gradus.algebra.decide;

import gradus.algebra.Counterexample;
import gradus.algebra.Goal;
import gradus.algebra.Verdict.Refuted;
import gradus.algebra.calculus.Derivative;
import gradus.algebra.limits.LimitChecker;
import gradus.algebra.limits.LimitSearch;
import gradus.algebra.limits.Tends;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Parts;
import gradus.formula.Substitution;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Limits of functions of `sin u` and `cos u` along those points at which both have one value: if
/// `u` is continuous and leaves all bounds, it passes `0`, `π/2`, `π` and `3π/2` again and again,
/// up to whole turns, and a limit is the limit along these points.
///
/// @param goal what is said of the limit
record Oscillation(Goal.Limit goal) {

  private static final Set<String> TURNING = Set.of("sin", "cos");

  /// Functions that are continuous wherever they have a value.
  private static final Set<String> CONTINUOUS = Set.of("exp", "log", "sqrt", "sigmoid", "softplus");

  private static final Set<String> WHOLE = Set.of("n", "m", "k", "i", "j", "N", "M", "K");

  /// A quarter of a turn.
  ///
  /// @param sin the sine there
  /// @param cos the cosine
  private record Phase(int sin, int cos) {}

  private static final List<Phase> PHASES =
      List.of(new Phase(0, 1), new Phase(1, 0), new Phase(0, -1), new Phase(-1, 0));

  /// That the limit along some of these points is another one.
  Optional<Refuted> refuted() {
    Formula function = Derivative.taken(goal.function());
    Set<Formula> angles = new LinkedHashSet<>();
    if (goal.relation() != Relation.EQ
        || WHOLE.contains(goal.by().name())
        || !goal.setting().given().stream().allMatch(this::leavesAll)
        || !collected(function, angles)
        || angles.size() != 1
        || !leaves(angles.iterator().next())) {
      return Optional.empty();
    }
    return PHASES.stream()
        .flatMap(it -> along(function, it).stream().map(refuted -> said(refuted, it)))
        .findFirst();
  }

  /// Adds the arguments of all sines and cosines in which the variable stands; says whether all of
  /// them are seen.
  private boolean collected(Formula term, Set<Formula> angles) {
    if (term instanceof Call(String function, List<Formula> of)
        && TURNING.contains(function)
        && moves(term)) {
      angles.add(of.getFirst());
      return true;
    }
    boolean plain =
        !moves(term)
            || !(term instanceof Formula.Fold
                || term instanceof Formula.Choose
                || term instanceof Formula.Iverson);
    return plain && Parts.of(term).stream().allMatch(it -> collected(it, angles));
  }

  /// Whether a condition leaves all points on one side of a number.
  private boolean leavesAll(Condition condition) {
    return !moves(new Formula.Iverson(condition))
        || (condition instanceof Condition.Compare(Relation relation, Formula u, Formula v)
            && relation != Relation.EQ
            && relation != Relation.NE
            && (u.equals(goal.by()) ? !moves(v) : v.equals(goal.by()) && !moves(u)));
  }

  private boolean moves(Formula term) {
    return Substitution.variables(term).contains(goal.by().name());
  }

  /// Whether an angle is continuous and without bound on each side.
  private boolean leaves(Formula angle) {
    Goal.Limit own = with(angle);
    return isContinuous(angle)
        && LimitChecker.sides(own).stream()
            .allMatch(
                side ->
                    LimitSearch.of(own, side)
                        .filter(it -> it.tends() instanceof Tends.Infinite)
                        .isPresent());
  }

  private boolean isContinuous(Formula term) {
    boolean here =
        switch (term) {
          case Formula.Num _, Formula.Named _, Formula.Var _, Formula.Add _ -> true;
          case Formula.Neg _, Formula.Mul _, Formula.Div _ -> true;
          case Formula.Power(Formula _, Formula exponent) -> !moves(exponent);
          case Call(String function, List<Formula> _) -> CONTINUOUS.contains(function);
          case Formula.Entry _, Formula.Fold _, Formula.Iverson _, Formula.Choose _ -> false;
        };
    return !moves(term) || (here && Parts.of(term).stream().allMatch(this::isContinuous));
  }

  private Goal.Limit with(Formula function) {
    return new Goal.Limit(
        goal.setting(), function, goal.by(), goal.at(), goal.from(), goal.relation(), goal.value());
  }

  private Optional<Refuted> along(Formula function, Phase phase) {
    return new Limits(with(at(function, phase))).plain() instanceof Refuted refuted
        ? Optional.of(refuted)
        : Optional.empty();
  }

  private Formula at(Formula term, Phase phase) {
    if (term instanceof Call(String function, List<Formula> _)
        && TURNING.contains(function)
        && moves(term)) {
      return Formula.number(function.equals("sin") ? phase.sin() : phase.cos());
    }
    List<Formula> parts = Parts.of(term).stream().map(it -> at(it, phase)).toList();
    return parts.isEmpty() ? term : Parts.replaced(term, parts);
  }

  private static Refuted said(Refuted refuted, Phase phase) {
    Counterexample at = refuted.counterexample();
    String where = " along the points where its sine is " + phase.sin();
    return new Refuted(
        new Counterexample(at.variables(), at.tensors(), at.left() + where, at.right()));
  }
}
