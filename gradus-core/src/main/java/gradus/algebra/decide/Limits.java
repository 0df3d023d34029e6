package gradus.algebra.decide;

import gradus.algebra.Counterexample;
import gradus.algebra.Goal;
import gradus.algebra.LimitProof;
import gradus.algebra.LimitProof.Sided;
import gradus.algebra.Proof;
import gradus.algebra.Setting;
import gradus.algebra.Verdict;
import gradus.algebra.Verdict.Proved;
import gradus.algebra.Verdict.Refuted;
import gradus.algebra.Verdict.Undecided;
import gradus.algebra.limits.Approach;
import gradus.algebra.limits.LimitChecker;
import gradus.algebra.limits.LimitSearch;
import gradus.algebra.limits.LimitSearch.Found;
import gradus.algebra.refute.Effort;
import gradus.algebra.refute.Real;
import gradus.algebra.refute.Refuter;
import gradus.algebra.refute.Values;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.reference.Fraction;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What can be said of a limit.
///
/// @param goal what is said
record Limits(Goal.Limit goal) {

  private static final Effort LITTLE = Effort.standard().within(300_000);

  /// A comparison that is met where the function has a value near the place.
  static Goal.Compare near(Goal.Limit goal) {
    Setting near = Approach.near(goal, LimitChecker.sides(goal).getFirst());
    Formula zero = goal.function().minus(goal.function());
    return new Goal.Compare(near, zero, Relation.EQ, Formula.ZERO);
  }

  Verdict verdict() {
    List<Found> found = new ArrayList<>();
    for (Goal.Limit.Side side : LimitChecker.sides(goal)) {
      LimitSearch.of(goal, side).ifPresent(found::add);
    }
    if (found.size() == LimitChecker.sides(goal).size()) {
      return known(found);
    }
    return new Instances(goal)
        .refuted()
        .map(Verdict.class::cast)
        .or(() -> new Growing(goal).checked())
        .orElse(new Undecided("no limit was found by the laws"));
  }

  /// What follows of limits that are known.
  Verdict known(List<Found> found) {
    Formula limit = found.getFirst().tends().term();
    for (Found other : found) {
      Optional<Verdict> apart = apart(limit, other.tends().term());
      if (apart.isPresent()) {
        return apart.get();
      }
    }
    boolean infinite = Approach.isInfinite(limit) || Approach.isInfinite(goal.value());
    if (infinite) {
      boolean same = limit.equals(goal.value());
      return goal.relation() != Relation.EQ
          ? new Undecided("a limit without bound is compared by = only")
          : same ? proved(found, limit, List.of()) : refuted(limit, goal.value());
    }
    return switch (Decision.decide(LimitChecker.compared(goal, limit))) {
      case Proved(Proof proof) -> proved(found, limit, List.of(proof));
      case Refuted(Counterexample at) ->
          new Refuted(new Counterexample(at.variables(), at.tensors(), said(at.left()), at.right()));
      case Verdict other -> new Undecided("the limit was found, but not how it compares");
    };
  }

  private static String said(String limit) {
    return limit + ", the limit";
  }

  private Verdict proved(List<Found> found, Formula limit, List<Proof> compared) {
    List<Sided> sides = found.stream().map(Found::side).toList();
    Verdict proved = new Proved(new LimitProof.Compared(sides, limit, compared));
    return Replayed.of(goal, proved);
  }

  /// Two sides whose limits differ; nothing if they are the same.
  private Optional<Verdict> apart(Formula first, Formula second) {
    if (first.equals(second)) {
      return Optional.empty();
    }
    if (Approach.isInfinite(first) || Approach.isInfinite(second)) {
      return Optional.of(differing(sample(), shown(first), shown(second)));
    }
    Goal.Compare same = new Goal.Compare(goal.setting(), first, Relation.EQ, second);
    return switch (Decision.decide(same)) {
      case Proved _ -> Optional.empty();
      case Refuted(Counterexample at) -> Optional.of(differing(Optional.of(at), at.left(), at.right()));
      case Verdict other -> Optional.of(new Undecided("limits of both sides that may differ"));
    };
  }

  private Verdict differing(Optional<Counterexample> at, String above, String below) {
    return at.<Verdict>map(
            it ->
                new Refuted(
                    new Counterexample(
                        it.variables(),
                        it.tensors(),
                        above + " from above, " + below + " from below",
                        shown(goal.value()))))
        .orElse(new Undecided("no values were found at which the function has one"));
  }

  private Verdict refuted(Formula limit, Formula value) {
    return sample()
        .<Verdict>map(
            it ->
                new Refuted(
                    new Counterexample(
                        it.variables(), it.tensors(), said(shown(limit)), shown(value))))
        .orElse(new Undecided("no values were found at which the function has one"));
  }

  /// Values of the other names, with a value of the function near the place.
  Optional<Counterexample> sample() {
    Goal.Compare near = near(goal);
    Goal.Compare never =
        new Goal.Compare(near.setting(), near.left(), Relation.EQ, Formula.ONE);
    return Refuter.refute(never, LITTLE)
        .map(
            it -> {
              Map<String, Fraction> names = new TreeMap<>(it.variables());
              names.remove(goal.by().name());
              return new Counterexample(
                  new TreeMap<>(names), it.tensors(), it.left(), it.right());
            });
  }

  private static String shown(Formula term) {
    if (Approach.isInfinite(term)) {
      return term instanceof Formula.Named ? "∞" : "−∞";
    }
    return switch (Values.of(term, Map.of())) {
      case Real.Exact(var value) -> value.toString();
      case Real.Enclosed(var low, var _) -> low.round(new MathContext(11)) + "…";
      case Real.Absent _ -> "a number";
    };
  }
}
