package gradus.algebra.curvature;

import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.Proof;
import gradus.algebra.Setting;
import gradus.formula.Formula;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Proofs of inequalities by laws of signs.
public final class InequalityLaws {

  private static final Duration TIME = Duration.ofSeconds(3);

  private InequalityLaws() {}

  /// A proof of a comparison that is no equation, if the laws reach.
  public static Optional<Proof> proof(Goal.Compare goal) {
    Formula more = goal.left().minus(goal.right());
    return (switch (goal.relation()) {
          case GE -> laws(goal.setting(), more, false);
          case GT -> laws(goal.setting(), more, true);
          case LE -> laws(goal.setting(), more.negated(), false);
          case LT -> laws(goal.setting(), more.negated(), true);
          case EQ, NE -> Optional.<List<String>>empty();
        })
        .map(names -> new CurvatureProof.Laws(goal, names));
  }

  /// The laws by which a term is 0 or more, or more than 0.
  static Optional<List<String>> laws(Setting setting, Formula term, boolean strict) {
    return Extremes.shown(setting, term, strict)
        .or(() -> new Inequalities(TIME).shown(setting, term, strict));
  }
}
