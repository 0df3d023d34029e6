package gradus.algebra.decide;

import gradus.algebra.Goal;
import gradus.algebra.Verdict;

/// What can be said of a goal.
public final class Decision {

  private Decision() {}

  /// Tries to refute, to prove, to prove for sizes, and to check, in this order.
  public static Verdict decide(Goal goal) {
    return new Verdict.Undecided("no procedure for " + goal.getClass().getSimpleName());
  }
}
