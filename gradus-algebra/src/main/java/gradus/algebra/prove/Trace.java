package gradus.algebra.prove;

import gradus.algebra.Step;
import gradus.algebra.Work;
import gradus.algebra.calculus.Definitions;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The lines of a proof while it is being found, and how much work it may be.
///
/// @param steps the lines so far
/// @param work what may still be done
/// @param keeps whether smooth functions stay what they are, without their definitions
record Trace(List<Step> steps, Work work, boolean keeps) {

  /// Functions of which slopes say enough where they are not compared with others.
  static final Set<String> KEPT = Set.of("sigmoid", "tanh", "softplus");

  private static final int LONGEST = 4_000;

  /// What a line costs, and what each term in it costs.
  private static final int LINE = 10;

  private static final int TERM = 5;

  static Trace within(Work work) {
    return new Trace(new ArrayList<>(), work, false);
  }

  /// What a function stands for, unless it stays what it is.
  Optional<Formula> definition(Call call) {
    return keeps && KEPT.contains(call.function()) ? Optional.empty() : Definitions.of(call);
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
