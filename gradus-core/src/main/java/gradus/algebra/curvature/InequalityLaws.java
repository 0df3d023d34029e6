package gradus.algebra.curvature;

import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.Proof;
import gradus.algebra.Reason;
import gradus.algebra.Setting;
import gradus.algebra.Work;
import gradus.algebra.signs.Laws;
import gradus.formula.Formula;
import gradus.tensor.GraphException;
import java.util.Optional;

/// Proofs of inequalities by laws of signs.
public final class InequalityLaws {

  static final long WORK = 6_000_000;

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

  /// Why a term is 0 or more, or more than 0.
  static Optional<Reason> reason(Setting setting, Formula term, boolean strict) {
    return new Inequalities(Work.of(WORK)).shown(setting, term, strict);
  }
}
