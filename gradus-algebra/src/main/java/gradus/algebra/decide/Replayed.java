package gradus.algebra.decide;

import gradus.algebra.CurvatureProof;
import gradus.algebra.Goal;
import gradus.algebra.LimitProof;
import gradus.algebra.Proof;
import gradus.algebra.Verdict;
import gradus.algebra.Verdict.Proved;
import gradus.algebra.Verdict.Undecided;
import gradus.algebra.limits.LimitChecker;
import gradus.algebra.signs.Laws;

/// Proofs of signs and curvature, replayed before they count.
final class Replayed {

  private Replayed() {}

  /// The verdict, or that its proof was refused.
  static Verdict of(Goal goal, Verdict verdict) {
    return verdict instanceof Proved(Proof proof) && !holds(goal, proof)
        ? new Undecided("a proof was found, but the checker does not accept it")
        : verdict;
  }

  private static boolean holds(Goal goal, Proof proof) {
    return switch (proof) {
      case CurvatureProof curvature -> Laws.prove(goal, curvature);
      case LimitProof limit -> goal instanceof Goal.Limit said && LimitChecker.proves(said, limit);
      case Proof.Chain _, Proof.Cases _, Proof.Witness _ -> false;
    };
  }
}
