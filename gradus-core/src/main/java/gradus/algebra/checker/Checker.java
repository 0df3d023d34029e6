package gradus.algebra.checker;

import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.Proof;
import gradus.algebra.Setting;
import gradus.algebra.Step;
import gradus.algebra.calculus.Definitions;
import gradus.algebra.checker.Sum.Atom;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Parts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Replays proofs of equations.
public final class Checker {

  private static final Set<String> TOTAL =
      Set.of("sigmoid", "tanh", "softplus", "relu", "abs", "sign", "max", "min", "expm1");

  private Checker() {}

  /// Returns if the proof proves the goal.
  ///
  /// Throws {@link RefusedException} if a line does not follow or something remains at the end.
  public static void verify(Goal.Compare goal, Proof proof) {
    if (goal.relation() != Relation.EQ) {
      throw refused("an equation", goal.relation());
    }
    try {
      verify(goal, proof, at(goal.setting()));
    } catch (ArithmeticException | IllegalArgumentException | java.util.NoSuchElementException e) {
      throw refused("terms with values", e);
    }
  }

  /// Whether a term is certainly positive wherever it is defined, by the signs of its parts.
  public static boolean isPositive(Setting setting, Formula term) {
    Scope scope = at(setting);
    return scope.isPositive(new Canon(scope).of(term));
  }

  /// What is given in a setting.
  public static final class Given {

    private final Scope scope;

    /// Reads what is given; throws {@link RefusedException} if it has no value.
    public Given(Setting setting) {
      this.scope = at(setting);
    }

    /// Whether a term is 0 or more, or more than 0, by a linear argument from what is given.
    public boolean entails(Formula term, boolean strict) {
      return scope.entails(new Canon(scope).of(term), strict);
    }
  }

  /// Whether a term certainly has a value wherever another one has.
  public static boolean isDefined(Setting setting, Formula where, Formula term) {
    Scope scope = at(setting);
    Canon given = new Canon(scope);
    given.of(total(where));
    Canon own = new Canon(scope);
    own.of(total(term));
    return own.undefined(given.given()).isEmpty();
  }

  /// Whether a logarithm stands in a term: an exponential of it would be written as a power, which
  /// has a value where the logarithm has none.
  private static boolean hasLogarithm(Formula term) {
    return (term instanceof Formula.Call(String function, List<Formula> _)
            && function.equals("log"))
        || Parts.of(term).stream().anyMatch(Checker::hasLogarithm);
  }

  /// The term with functions that have a value everywhere as something unknown that has.
  private static Formula total(Formula term) {
    if (term instanceof Formula.Call(String root, List<Formula> _)
        && Set.of("sqrt", "log1p").contains(root)) {
      return Definitions.of(term).map(Checker::total).orElse(term);
    }
    List<Formula> parts = Parts.of(term).stream().map(Checker::total).toList();
    return term instanceof Formula.Call(String function, List<Formula> _)
            && (TOTAL.contains(function) || (function.equals("exp") && hasLogarithm(term)))
        ? new Formula.Entry("value of " + function, parts)
        : Parts.replaced(term, parts);
  }

  private static Scope at(Setting setting) {
    Scope scope = new Scope(setting, Map.of(), 0, List.of());
    for (Condition condition : setting.given()) {
      scope = scope.with(scope.of(condition));
    }
    return scope;
  }

  private static void verify(Goal.Compare goal, Proof proof, Scope scope) {
    Formula term = new Formula.Add(List.of(goal.left(), new Formula.Neg(goal.right())));
    switch (proof) {
      case Proof.Chain(List<Step> steps) -> {
        for (Step step : steps) {
          Optional<Formula> next = new Replay(step).in(term, scope, false);
          term = next.orElseThrow(() -> refused("a line that follows", step));
        }
        if (!new Canon(scope).of(term).cleared().isZero() && !scope.isImpossible()) {
          throw refused("0 at the end", term);
        }
      }
      case Proof.Witness _, CurvatureProof _ -> throw refused("lines", proof);
      case Proof.Cases(List<Proof.Case> cases) -> {
        Canon canon = new Canon(scope);
        canon.of(term);
        if (!covers(scope, cases.stream().map(Proof.Case::when).toList(), canon.given())) {
          throw refused("cases of which one must hold", cases);
        }
        cases.forEach(it -> verify(goal, it.proof(), scope.with(scope.of(it.when()))));
      }
    }
  }

  private static RefusedException refused(String expected, Object found) {
    return new RefusedException("checker: expected " + expected + ", found " + found + ".");
  }

  /// Whether what is known excludes that all cases fail. A case must have a value where the goal
  /// has one; otherwise it may fail together with its contrary.
  private static boolean covers(Scope scope, List<Condition> cases, Set<Atom> given) {
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
}
