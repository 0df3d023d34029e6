package gradus.algebra.prove;

import gradus.algebra.Step;
import gradus.formula.Formula;
import java.util.ArrayList;
import java.util.List;

/// The lines of a proof while it is being found, and how long it may take.
///
/// @param steps the lines so far
/// @param deadline when to give up, by {@link System#nanoTime}
record Trace(List<Step> steps, long deadline) {

  private static final int LONGEST = 4_000;

  static Trace until(long deadline) {
    return new Trace(new ArrayList<>(), deadline);
  }

  /// Writes down a line, unless nothing changes; returns what stands there now.
  Formula step(String rule, Formula before, Formula after, List<Formula> witness) {
    if (!before.equals(after)) {
      if (steps.size() > LONGEST) {
        throw new BeyondReach("a proof of more than " + LONGEST + " lines");
      }
      steps.add(new Step(rule, before, after, witness));
    }
    check();
    return after;
  }

  Formula step(String rule, Formula before, Formula after) {
    return step(rule, before, after, List.of());
  }

  void check() {
    if (System.nanoTime() - deadline > 0) {
      throw new BeyondReach("a proof that takes longer than it may");
    }
  }
}
