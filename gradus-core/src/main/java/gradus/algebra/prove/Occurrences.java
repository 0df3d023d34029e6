package gradus.algebra.prove;

import gradus.algebra.Step;
import gradus.algebra.calculus.Derivative;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Parts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The lines of a proof that find what they replace.
///
/// A line is used at the first place where it fits. Two lines may fit the same place; what is left
/// of the second one then has nothing to replace, and the proof does without it.
final class Occurrences {

  private static final int ROUNDS = 3;
  private static final Set<String> LAWS = Set.of("definition", "derivative");

  private Occurrences() {}

  /// The lines that are used when all are used in order; said again if something remains, since
  /// where equal terms stand at several places a line may have been meant for a later one.
  static List<Step> of(Formula start, List<Step> steps, Context context) {
    List<Step> used = new ArrayList<>();
    Formula term = start;
    for (int round = 0; round < ROUNDS && !isZero(term, context); round++) {
      for (Step step : steps) {
        Optional<Formula> next = replaced(term, step);
        if (next.isPresent()) {
          used.add(step);
          term = next.get();
        }
      }
    }
    return used;
  }

  private static boolean isZero(Formula term, Context context) {
    try {
      return Division.cancelled(context.ring().of(term)).isZero();
    } catch (BeyondReach _) {
      return false;
    }
  }

  private static Optional<Formula> replaced(Formula term, Step step) {
    if (term.equals(step.before())) {
      return Optional.of(step.after());
    }
    boolean slope = term instanceof Call call && call.function().equals(Derivative.UNTAKEN);
    if (slope && !LAWS.contains(step.rule())) {
      return Optional.empty();
    }
    List<Formula> parts = new ArrayList<>(Parts.of(term));
    for (int i = 0; i < (slope ? 1 : parts.size()); i++) {
      Optional<Formula> next = replaced(parts.get(i), step);
      if (next.isPresent()) {
        parts.set(i, next.get());
        return Optional.of(Parts.replaced(term, parts));
      }
    }
    return Optional.empty();
  }
}
