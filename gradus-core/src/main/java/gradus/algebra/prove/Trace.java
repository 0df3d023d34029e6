package gradus.algebra.prove;

import gradus.algebra.Step;
import gradus.algebra.Work;
import gradus.formula.Formula;
import gradus.formula.Parts;
import java.util.ArrayList;
import java.util.List;

/// The lines of a proof while it is being found, and how much work it may be.
///
/// @param steps the lines so far
/// @param work what may still be done
record Trace(List<Step> steps, Work work) {

  private static final int LONGEST = 4_000;

  /// What a line costs, and what each term in it costs.
  private static final int LINE = 10;

  private static final int TERM = 5;

  static Trace within(Work work) {
    return new Trace(new ArrayList<>(), work);
  }

  /// Writes down a line, unless nothing changes; returns what stands there now.
  Formula step(String rule, Formula before, Formula after, List<Formula> witness) {
    if (!before.equals(after)) {
      if (steps.size() > LONGEST) {
        throw new BeyondReach("a proof of more than " + LONGEST + " lines");
      }
      steps.add(new Step(rule, before, after, witness));
    }
    work.spend(LINE + TERM * (size(before) + size(after)));
    if (work.isSpent()) {
      throw new BeyondReach("a proof that is more work than it may be");
    }
    return after;
  }

  Formula step(String rule, Formula before, Formula after) {
    return step(rule, before, after, List.of());
  }

  private static long size(Formula term) {
    return 1 + Parts.of(term).stream().mapToLong(Trace::size).sum();
  }
}
