package gradus.algebra.checker;

import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.Proof;
import gradus.algebra.Setting;
import gradus.algebra.Step;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import java.util.List;
import java.util.Map;

/// Replays proofs of equations.
public final class Checker {

  private Checker() {}

  /// Returns if the proof proves the goal.
  ///
  /// Throws {@link RefusedException} if a line does not follow or something remains at the end.
  public static void verify(Goal.Compare goal, Proof proof) {
    if (goal.relation() != Relation.EQ) {
      throw new RefusedException("checker: expected an equation, found " + goal.relation() + ".");
    }
    try {
      verify(goal, proof, at(goal.setting()));
    } catch (ArithmeticException | IllegalArgumentException | java.util.NoSuchElementException e) {
      throw new RefusedException("checker: expected terms with values, found " + e.getMessage());
    }
  }

  /// Whether a term is certainly positive wherever it is defined, by the signs of its parts.
  public static boolean isPositive(Setting setting, Formula term) {
    Scope scope = at(setting);
    return scope.isPositive(new Canon(scope).of(term));
  }

  private static Scope at(Setting setting) {
    Scope scope = new Scope(setting, Map.of(), 0, List.of());
    return scope.with(setting.given().stream().flatMap(it -> scope.of(it).stream()).toList());
  }

  private static void verify(Goal.Compare goal, Proof proof, Scope scope) {
    switch (proof) {
      case Proof.Chain(List<Step> steps) -> {
        Formula term = new Formula.Add(List.of(goal.left(), new Formula.Neg(goal.right())));
        for (Step step : steps) {
          term =
              new Replay(step)
                  .in(term, scope, false)
                  .orElseThrow(
                      () ->
                          new RefusedException(
                              "checker: expected a line that follows, found " + step + "."));
        }
        if (!new Canon(scope).of(term).cleared().isZero() && !scope.isImpossible()) {
          throw new RefusedException("checker: expected 0 at the end, found " + term + ".");
        }
      }
      case Proof.Witness _, CurvatureProof _ ->
          throw new RefusedException("checker: expected lines, found a proof of a sign.");
      case Proof.Cases(List<Proof.Case> cases) -> {
        if (!covers(scope, cases.stream().map(Proof.Case::when).toList())) {
          throw new RefusedException("checker: expected cases of which one must hold.");
        }
        cases.forEach(it -> verify(goal, it.proof(), scope.with(scope.of(it.when()))));
      }
    }
  }

  /// Whether what is known excludes that all cases fail.
  private static boolean covers(Scope scope, List<Condition> cases) {
    if (scope.isImpossible()) {
      return true;
    }
    if (cases.isEmpty()
        || !(cases.getFirst() instanceof Condition.Compare first)
        || first.relation() == Relation.NE) {
      return false;
    }
    return scope.of(first).stream()
        .allMatch(
            fact -> covers(scope.with(List.of(fact.contrary())), cases.subList(1, cases.size())));
  }
}
