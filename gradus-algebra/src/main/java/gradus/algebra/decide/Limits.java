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
import gradus.algebra.calculus.Derivative;
import gradus.algebra.limits.Approach;
import gradus.algebra.limits.LimitChecker;
import gradus.algebra.limits.LimitSearch;
import gradus.algebra.limits.LimitSearch.Found;
import gradus.algebra.refute.Effort;
import gradus.algebra.refute.Real;
import gradus.algebra.refute.Refuter;
import gradus.algebra.refute.Values;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Substitution;
import gradus.reference.Fraction;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// What can be said of a limit.
///
/// @param goal what is said
record Limits(Goal.Limit goal) {

  private static final String NO_VALUE = "no value of the function near the place was found";
  private static final Effort LITTLE = Effort.standard().within(300_000);

  /// A comparison that is met where the function has a value near the place, at a point at which it
  /// has one if there is such a point.
  Goal.Compare near() {
    List<Goal.Compare> near = new ArrayList<>();
    for (Goal.Limit.Side side : LimitChecker.sides(goal)) {
      for (long far : List.of(16, 1000)) {
        near.add(near(side, far));
      }
    }
    return near.stream().filter(it -> sample(it).isPresent()).findFirst().orElse(near.getFirst());
  }

  private Goal.Compare near(Goal.Limit.Side side, long far) {
    boolean infinite = Approach.isInfinite(goal.at());
    boolean up = infinite ? goal.at() instanceof Formula.Named : side == Goal.Limit.Side.ABOVE;
    Formula little = Formula.ONE.over(Formula.number(far));
    Formula at =
        infinite
            ? Formula.number(up ? far : -far)
            : up ? goal.at().plus(little) : goal.at().minus(little);
    Substitution there =
        new Substitution(
            name -> name.equals(goal.by().name()) ? at : Formula.var(name),
            UnaryOperator.identity(),
            Substitution.variables(goal.at()));
    Setting setting = goal.setting();
    List<Condition> given =
        setting.given().stream()
            .map(it -> ((Formula.Iverson) there.in(new Formula.Iverson(it))).condition())
            .toList();
    Formula value = there.in(Derivative.taken(goal.function()));
    return new Goal.Compare(
        new Setting(setting.variables(), setting.tensors(), given),
        value.minus(value),
        Relation.EQ,
        Formula.ZERO);
  }

  Verdict verdict() {
    Verdict plain = plain();
    return plain instanceof Undecided undecided && !undecided.reason().equals(NO_VALUE)
        ? further().orElse(plain)
        : plain;
  }

  /// The verdict by limits that the laws find.
  Verdict plain() {
    if (sample().isEmpty()) {
      return new Undecided(NO_VALUE);
    }
    List<Found> found = new ArrayList<>();
    for (Goal.Limit.Side side : LimitChecker.sides(goal)) {
      LimitSearch.of(goal, side).ifPresent(found::add);
    }
    return found.size() == LimitChecker.sides(goal).size()
        ? known(found)
        : new Undecided("no limit was found by the laws");
  }

  private Optional<Verdict> further() {
    return new Oscillation(goal)
        .refuted()
        .or(() -> new Instances(goal).refuted())
        .map(Verdict.class::cast)
        .or(this::cases)
        .or(() -> new Growing(goal).checked());
  }

  /// The verdict by cases of the sign of a polynomial, of which one may refute.
  private Optional<Verdict> cases() {
    for (Formula pivot : Pivots.of(goal)) {
      List<LimitProof> each = new ArrayList<>();
      List<Goal.Limit> cases = LimitChecker.cases(goal, pivot);
      for (Goal.Limit one : cases) {
        Verdict verdict = new Limits(one).plain();
        if (verdict instanceof Refuted) {
          return Optional.of(verdict);
        }
        if (verdict instanceof Proved(LimitProof why)) {
          each.add(why);
        }
      }
      Verdict proved = new Proved(new LimitProof.Cases(pivot, each));
      if (each.size() == cases.size() && Replayed.of(goal, proved) instanceof Proved) {
        return Optional.of(proved);
      }
    }
    return Optional.empty();
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
    Goal.Compare compared = LimitChecker.compared(goal, limit);
    return switch (Decision.decide(compared)) {
      case Proved(Proof proof) -> proved(found, limit, List.of(proof));
      case Refuted(Counterexample at) ->
          met(at, compared)
              .<Verdict>map(
                  it ->
                      new Refuted(
                          new Counterexample(
                              it.variables(), it.tensors(), said(it.left()), it.right())))
              .orElse(new Undecided(NO_VALUE));
      case Verdict other -> new Undecided("the limit was found, but not how it compares");
    };
  }

  /// A point at which a comparison of limits fails and the function has a value near the place.
  private Optional<Counterexample> met(Counterexample at, Goal.Compare compared) {
    Goal.Compare near = near();
    Goal.Compare there =
        new Goal.Compare(
            near.setting(),
            compared.left().plus(near.left()),
            compared.relation(),
            compared.right());
    return at.variables().isEmpty() && at.tensors().isEmpty()
        ? Optional.of(at)
        : Refuter.refute(there, LITTLE);
  }

  private static String said(String limit) {
    return limit + ", the limit";
  }

  private Verdict proved(List<Found> found, Formula limit, List<Proof> compared) {
    List<Sided> sides = found.stream().map(Found::side).toList();
    Verdict proved = new Proved(new LimitProof.Compared(goal.by(), sides, limit, compared));
    new Growing(goal).proved();
    return Replayed.of(goal, proved);
  }

  /// Two sides whose limits differ; nothing if they are the same.
  private Optional<Verdict> apart(Formula first, Formula second) {
    if (first.equals(second)) {
      return Optional.empty();
    }
    if (Approach.isInfinite(first) || Approach.isInfinite(second)) {
      Optional<Counterexample> at = sample();
      Map<String, Fraction> names = at.map(Counterexample::variables).orElse(new TreeMap<>());
      return Optional.of(differing(at, shown(first, names), shown(second, names)));
    }
    Goal.Compare same = new Goal.Compare(goal.setting(), first, Relation.EQ, second);
    return switch (Decision.decide(same)) {
      case Proved _ -> Optional.empty();
      case Refuted(Counterexample at) -> {
        Optional<Counterexample> met = met(at, same);
        String above = met.map(Counterexample::left).orElse("");
        yield Optional.of(differing(met, above, met.map(Counterexample::right).orElse("")));
      }
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
                        shown(goal.value(), it.variables()))))
        .orElse(new Undecided(NO_VALUE));
  }

  private Verdict refuted(Formula limit, Formula value) {
    return sample()
        .<Verdict>map(
            it ->
                new Refuted(
                    new Counterexample(
                        it.variables(),
                        it.tensors(),
                        said(shown(limit, it.variables())),
                        shown(value, it.variables()))))
        .orElse(new Undecided(NO_VALUE));
  }

  /// Values of the other names, with a value of the function near the place.
  Optional<Counterexample> sample() {
    return sample(near());
  }

  private static Optional<Counterexample> sample(Goal.Compare near) {
    return Refuter.refute(
        new Goal.Compare(near.setting(), near.left(), Relation.EQ, Formula.ONE), LITTLE);
  }

  /// A term as its value where names have values.
  private static String shown(Formula term, Map<String, Fraction> names) {
    if (Approach.isInfinite(term)) {
      return term instanceof Formula.Named ? "∞" : "−∞";
    }
    return switch (Values.of(term, names)) {
      case Real.Exact(var value) -> value.toString();
      case Real.Enclosed(var low, var _) -> low.round(new MathContext(11)) + "…";
      case Real.Absent _ -> term instanceof Formula.Var name ? name.name() : "a number";
    };
  }
}
