package gradus.algebra.prove;

import gradus.algebra.Step;
import gradus.algebra.calculus.Derivative;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Parts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /// What became of a term, and by which lines.
  private record Replay(Formula end, List<Step> used) {}

  /// The lines that are used when all are used in order; said again if something remains, since
  /// where equal terms stand at several places a line may have been meant for a later one.
  static List<Step> of(Formula start, List<Step> steps, Context context) {
    Replay exact = replay(start, steps, context, false);
    if (isZero(exact.end(), context)) {
      return exact.used();
    }
    Replay loose = replay(start, steps, context, true);
    return isZero(loose.end(), context) ? loose.used() : exact.used();
  }

  /// @param loose whether a line of algebra may also replace a term that differs from its own by
  ///   what earlier lines did elsewhere
  private static Replay replay(Formula start, List<Step> steps, Context context, boolean loose) {
    List<Step> used = new ArrayList<>();
    Map<Formula, Formula> done = new HashMap<>();
    Formula term = start;
    for (int round = 0; round < ROUNDS && !isZero(term, context); round++) {
      for (Step step : steps) {
        boolean algebra = step.rule().equals("algebra");
        Optional<Step> line =
            replaced(term, step).isPresent()
                ? Optional.of(step)
                : loose && algebra
                    ? alike(term, step, done).map(it -> meant(it, step))
                    : Optional.empty();
        if (line.isPresent()) {
          used.add(line.get());
          term = replaced(term, line.get()).orElse(term);
          done.putAll(algebra ? Map.of(step.before(), step.after()) : Map.of());
        }
      }
    }
    return new Replay(term, used);
  }

  private static Step meant(Formula before, Step step) {
    return new Step(step.rule(), before, step.after(), step.witness());
  }

  /// The first part of a term that is what a line replaces once earlier lines are used everywhere.
  private static Optional<Formula> alike(Formula term, Step step, Map<Formula, Formula> done) {
    Formula wanted = settled(step.before(), done);
    return alike(term, wanted, step.after(), done);
  }

  private static Optional<Formula> alike(
      Formula term, Formula wanted, Formula after, Map<Formula, Formula> done) {
    if (!term.equals(after) && settled(term, done).equals(wanted)) {
      return Optional.of(term);
    }
    boolean slope = term instanceof Call call && call.function().equals(Derivative.UNTAKEN);
    return slope
        ? Optional.empty()
        : Parts.of(term).stream()
            .map(part -> alike(part, wanted, after, done))
            .flatMap(Optional::stream)
            .findFirst();
  }

  private static Formula settled(Formula term, Map<Formula, Formula> done) {
    List<Formula> parts = Parts.of(term).stream().map(part -> settled(part, done)).toList();
    Formula inner = parts.isEmpty() ? term : Parts.replaced(term, parts);
    return done.getOrDefault(inner, inner);
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
