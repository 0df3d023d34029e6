package gradus.explain.claim;

import gradus.algebra.Goal;
import gradus.algebra.Setting;
import gradus.formula.Formula;
import gradus.formula.Substitution;
import java.util.function.Function;

/// Limits, as goals about numbers.
///
/// @param terms where terms become formulas
record Limits(Elaboration terms) {

  /// The goal that a function and a number make.
  Function<Setting, Goal> goal(Sentence.Limit limit, Formula function, Formula value) {
    if (!(terms.of(limit.by()) instanceof Value.Scalar)
        || !(new Differentials(terms).variable(limit.by()) instanceof Formula.Var by)) {
      throw new ClaimException(
          limit.by().at(),
          "a number by its name",
          "something else",
          "Write lim(a -> inf) sigmoid(a) = 1.");
    }
    Formula place = number(limit.place());
    apart(limit.place(), place, by);
    apart(limit.value(), value, by);
    return setting ->
        new Goal.Limit(setting, function, by, place, limit.side(), limit.relation(), value);
  }

  private static void apart(Term at, Formula term, Formula.Var by) {
    if (Substitution.variables(term).contains(by.name())) {
      throw new ClaimException(
          at.at(),
          "a term without " + by.name(),
          "one that moves with it",
          "Claim of the difference or quotient that it tends to a number: "
              + "lim(a -> inf) softplus(a) - a = 0.");
    }
  }

  /// A number, or ±∞.
  Formula number(Term term) {
    if (term instanceof Term.Minus(int _, Term inner) && LimitParser.isInfinite(inner)) {
      return number(inner).negated();
    }
    return LimitParser.isInfinite(term) ? new Formula.Named("infinity") : terms.scalar(term);
  }
}
