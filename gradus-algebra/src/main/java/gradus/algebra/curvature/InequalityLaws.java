package gradus.algebra.curvature;

import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.Proof;
import gradus.algebra.Reason;
import gradus.algebra.Setting;
import gradus.algebra.Work;
import gradus.algebra.signs.Known;
import gradus.algebra.signs.Laws;
import gradus.formula.Formula;
import gradus.formula.Parts;
import gradus.tensor.GraphException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Proofs of inequalities by laws of signs.
public final class InequalityLaws {

  static final long WORK = 8_000_000;

  /// Of an equation each inequality.
  private static final long HALF = 3_000_000;

  /// Functions with kinks, and smooth ones of which the judge of equations knows no law.
  private static final Set<String> KINKED =
      Set.of("abs", "max", "min", "relu", "sign", "sin", "cos", "erf");

  private InequalityLaws() {}

  /// A proposal for a proof of a comparison that is no equation, if the laws reach.
  public static Optional<Proof> proof(Goal.Compare goal) {
    try {
      Formula more = Laws.more(goal);
      return (switch (goal.relation()) {
            case GE, LE -> reason(goal.setting(), more, false);
            case GT, LT -> reason(goal.setting(), more, true);
            case NE -> apart(goal.setting(), more);
            case EQ -> Optional.<Reason>empty();
          })
          .map(CurvatureProof.Signed::new);
    } catch (GraphException noRule) {
      return Optional.empty();
    }
  }

  /// The square of a term that has one sign everywhere, or one on each side of what is not 0.
  private static Optional<Reason> apart(Setting setting, Formula square) {
    Formula term = Parts.of(square).getFirst();
    return reason(setting, term, true)
        .or(() -> reason(setting, term.negated(), true))
        .flatMap(it -> squared(setting, square, it))
        .or(() -> reason(setting, square, true));
  }

  private static Optional<Reason> squared(Setting setting, Formula square, Reason sign) {
    Formula own = new Formula.Mul(List.of(sign.term(), sign.term()));
    Reason each = new Reason.Each(own, true, List.of(sign, sign));
    return own.equals(square)
        ? Optional.of(each)
        : new Inequalities(Work.of(WORK)).by(new Known(setting), square, Formula.ONE, each);
  }

  /// A proposal for a proof of an equation between terms with kinks or with functions that are
  /// known by their derivatives only, or of one that follows of what is given, by both
  /// inequalities.
  public static Optional<Proof> equation(Goal.Compare goal) {
    try {
      Formula more = Laws.more(goal);
      if (!hasKink(more) && !(Facts.isPolynomial(more) && Assumed.isLooked(goal.setting()))) {
        return Optional.empty();
      }
      return half(goal.setting(), more)
          .flatMap(
              above ->
                  half(goal.setting(), more.negated())
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

  private static Optional<Reason> half(Setting setting, Formula term) {
    return new Inequalities(Work.of(HALF)).shown(setting, term, false);
  }

  /// Why a term is 0 or more, or more than 0.
  static Optional<Reason> reason(Setting setting, Formula term, boolean strict) {
    return new Inequalities(Work.of(WORK)).shown(setting, term, strict);
  }
}
