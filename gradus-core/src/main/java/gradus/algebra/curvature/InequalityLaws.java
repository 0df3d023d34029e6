package gradus.algebra.curvature;

import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.Proof;
import gradus.algebra.Reason;
import gradus.algebra.Setting;
import gradus.algebra.Work;
import gradus.algebra.signs.Laws;
import gradus.formula.Formula;
import gradus.formula.Parts;
import gradus.tensor.GraphException;
import java.util.Optional;
import java.util.Set;

/// Proofs of inequalities by laws of signs.
public final class InequalityLaws {

  static final long WORK = 6_000_000;

  private static final Set<String> KINKED = Set.of("abs", "max", "min", "relu", "sign");

  private InequalityLaws() {}

  /// A proposal for a proof of a comparison that is no equation, if the laws reach.
  public static Optional<Proof> proof(Goal.Compare goal) {
    try {
      Formula more = Laws.more(goal);
      return (switch (goal.relation()) {
            case GE, LE -> reason(goal.setting(), more, false);
            case GT, LT -> reason(goal.setting(), more, true);
            case EQ, NE -> Optional.<Reason>empty();
          })
          .map(CurvatureProof.Signed::new);
    } catch (GraphException noRule) {
      return Optional.empty();
    }
  }

  /// A proposal for a proof of an equation between terms with kinks, or of one that follows of what
  /// is given, by both inequalities.
  public static Optional<Proof> equation(Goal.Compare goal) {
    try {
      Formula more = Laws.more(goal);
      if (!hasKink(more) && !(Facts.isPolynomial(more) && Assumed.isLooked(goal.setting()))) {
        return Optional.empty();
      }
      return reason(goal.setting(), more, false)
          .flatMap(
              above ->
                  reason(goal.setting(), more.negated(), false)
                      .map(below -> new CurvatureProof.Both(above, below)));
    } catch (GraphException noRule) {
      return Optional.empty();
    }
  }

  private static boolean hasKink(Formula term) {
    return switch (term) {
      case Formula.Fold(Formula.Combination kind, var _, var _, var _, Formula body) ->
          kind == Formula.Combination.MAX || kind == Formula.Combination.MIN || hasKink(body);
      case Formula.Choose _ -> true;
      case Formula.Call(String function, var _) when KINKED.contains(function) -> true;
      default -> Parts.of(term).stream().anyMatch(InequalityLaws::hasKink);
    };
  }

  /// Why a term is 0 or more, or more than 0.
  static Optional<Reason> reason(Setting setting, Formula term, boolean strict) {
    return new Inequalities(Work.of(WORK)).shown(setting, term, strict);
  }
}
