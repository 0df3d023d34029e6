package gradus.algebra.checker;

import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.Proof;
import gradus.algebra.Step;
import gradus.algebra.calculus.Definitions;
import gradus.algebra.calculus.Derivative;
import gradus.algebra.checker.Sum.Atom;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Fold;
import gradus.formula.Parts;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/// Replays proofs of equations.
public final class Checker {

  private Checker() {}

  /// Returns if the proof proves the goal, with the help of someone who looks for linear arguments.
  ///
  /// Throws {@link RefusedException} if a line does not follow or something remains at the end.
  public static void verify(Goal.Compare goal, Proof proof, Premises.Search search) {
    if (goal.relation() != Relation.EQ) {
      throw new RefusedException("expected an equation, found " + goal.relation());
    }
    try {
      Formula difference = new Formula.Add(List.of(goal.left(), new Formula.Neg(goal.right())));
      verify(difference, proof, Premises.of(goal.setting(), search));
    } catch (ArithmeticException
        | IllegalArgumentException
        | IndexOutOfBoundsException
        | NoSuchElementException e) {
      throw new RefusedException("expected terms with values, found " + e);
    }
  }

  private static void verify(Formula difference, Proof proof, Premises scope) {
    switch (proof) {
      case Proof.Chain(List<Step> steps) -> {
        Formula term = difference;
        for (Step step : steps) {
          term =
              replaced(step, term, scope, false)
                  .orElseThrow(
                      () -> new RefusedException("expected a line that follows, found " + step));
        }
        if (!new Canon(scope).of(term).cleared().isZero() && !scope.isImpossible()) {
          throw new RefusedException("expected 0 at the end, found " + term);
        }
      }
      case Proof.Cases(List<Proof.Case> cases) -> {
        Canon canon = new Canon(scope);
        canon.of(difference);
        if (!covers(scope, cases.stream().map(Proof.Case::when).toList(), canon.needs())) {
          throw new RefusedException("expected cases of which one must hold, found " + cases);
        }
        cases.forEach(it -> verify(difference, it.proof(), scope.with(scope.of(it.when()))));
      }
      case Proof.Witness _, CurvatureProof _, gradus.algebra.LimitProof _ ->
          throw new RefusedException("expected lines, found " + proof);
    }
  }

  /// Whether what is known excludes that all cases fail. A case must have a value where the goal
  /// has one; otherwise it may fail together with its contrary.
  private static boolean covers(Premises scope, List<Condition> cases, Set<Atom> given) {
    if (scope.isImpossible()) {
      return true;
    }
    if (cases.isEmpty()
        || !(cases.getFirst() instanceof Condition.Compare first)
        || first.relation() == Relation.NE) {
      return false;
    }
    Canon canon = new Canon(scope);
    canon.bracket(first);
    List<Condition> rest = cases.subList(1, cases.size());
    return canon.undefined(given).isEmpty()
        && scope.of(first).stream()
            .allMatch(fact -> covers(scope.with(List.of(fact.contrary())), rest, given));
  }

  /// The term with the line used at the first place where it is right.
  ///
  /// @param varies whether the term is being differentiated, so that only laws may be used
  private static Optional<Formula> replaced(Step step, Formula term, Premises at, boolean varies) {
    if (term.equals(step.before()) && holds(step, at, varies)) {
      return Optional.of(step.after());
    }
    List<Formula> parts = new ArrayList<>(Parts.of(term));
    boolean slope = term instanceof Call call && call.function().equals("derivative");
    for (int i = 0; i < (slope ? 1 : parts.size()); i++) {
      Premises there = slope ? at.bare() : term instanceof Fold f && i == 2 ? at.inside(f) : at;
      Optional<Formula> done = replaced(step, parts.get(i), there, varies || slope);
      if (done.isPresent()) {
        parts.set(i, done.get());
        return Optional.of(Parts.replaced(term, parts));
      }
    }
    return Optional.empty();
  }

  /// The names of most laws are for readers: what they say is decided by the canonical form.
  private static boolean holds(Step step, Premises scope, boolean varies) {
    Formula before = step.before();
    Formula after = step.after();
    return switch (step.rule()) {
      case "definition" ->
          Definitions.of(before).filter(it -> isSame(it, after, scope, varies)).isPresent();
      case "derivative" ->
          before instanceof Call(String name, List<Formula> parts)
              && name.equals("derivative")
              && isSame(new Derivative(parts.getLast()).of(parts.getFirst()), after, scope, varies);
      case "empty sum", "range of a sum", "delta in a sum", "change of index" ->
          !varies && new Matched(step, scope).holds();
      case "first term" -> !varies && before instanceof Fold fold && isFirst(fold, after, scope);
      case "log" -> !varies && isLog(step, scope);
      default -> !varies && isSame(before, after, scope, false);
    };
  }

  /// Whether the line ends in what is equal to a term and defined where that is.
  private static boolean isSame(Formula before, Formula after, Premises scope, boolean varies) {
    Canon canon = new Canon(scope);
    return isSame(canon.of(before), after, canon, varies);
  }

  private static boolean isSame(Sum before, Formula after, Canon canon, boolean varies) {
    Premises scope = canon.scope();
    Canon own = new Canon(scope);
    Sum difference = before.minus(own.of(after));
    return own.undefined(canon.needs()).isEmpty()
        && (difference.cleared().isZero()
            || (!varies
                && (scope.trimmed(difference).cleared().isZero() || scope.isEqual(difference))));
  }

  private static boolean isFirst(Fold fold, Formula after, Premises scope) {
    Canon canon = new Canon(scope);
    Sum from = canon.of(fold.from());
    Sum first = new Canon(scope.with(fold.index().name(), from), canon.needs()).of(fold.body());
    Formula next = fold.from().plus(Formula.ONE);
    Formula rest = Parts.replaced(fold, List.of(next, fold.to(), fold.body()));
    return fold.combination() == Combination.SUM
        && scope.isWhole(from)
        && scope.entails(canon.of(fold.to()).minus(from), false)
        && isSame(first.plus(canon.of(rest)), after, canon, false);
  }

  /// `log a = L` if `exp L = a`: at most one logarithm in `L` may be of something whose sign is not
  /// known, since the product of all is positive.
  private static boolean isLog(Step step, Premises scope) {
    if (!(step.before() instanceof Call(String name, List<Formula> parts)) || !name.equals("log")) {
      return false;
    }
    Canon canon = new Canon(scope);
    Sum argument = canon.of(parts.getFirst());
    Canon own = new Canon(scope);
    Sum sum = own.of(step.after());
    List<Atom> unknown = own.undefined(canon.needs());
    return unknown.size() < 2
        && unknown.stream()
            .allMatch(
                log ->
                    log.head().equals("log") && isOdd(sum.coefficient(Map.of(log, Fraction.ONE))))
        && own.exp(sum).minus(argument).cleared().isZero();
  }

  private static boolean isOdd(Fraction factor) {
    return Premises.isWhole(factor) && factor.numerator().testBit(0);
  }
}
