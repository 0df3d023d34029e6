package gradus.explain.law;

import gradus.algebra.Verdict;
import gradus.algebra.decide.Decision;
import gradus.nn.rewrite.Law;
import gradus.nn.rewrite.LawProver;

/// Proves the laws that are identities between numbers and sums.
public final class LawProofs implements LawProver {

  @Override
  public boolean proves(Law law) {
    return LawGoal.of(law)
        .map(Decision::decide)
        .filter(Verdict.Proved.class::isInstance)
        .isPresent();
  }
}
