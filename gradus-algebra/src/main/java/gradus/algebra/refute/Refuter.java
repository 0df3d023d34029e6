package gradus.algebra.refute;

import gradus.algebra.Counterexample;
import gradus.algebra.Goal;
import gradus.algebra.Work;
import gradus.reference.Fraction;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Looks for the smallest point at which a comparison fails.
///
/// Sizes and other integers grow from the least that is allowed; at each of them a few general
/// points, then simple and random ones are tried. A point counts where it satisfies what is given
/// and both sides are defined; it refutes where the two values, exact or in disjoint intervals,
/// cannot be in the relation.
///
/// A point at which a derivative of `relu`, `abs`, `sign`, `max` or `min` is taken at a kink is
/// left out, unless what is given leaves no other; there `relu′(0) = 0` holds.
public final class Refuter {

  /// After the first counterexample, so many more points at the same sizes may give a simpler one:
  /// a number and no time, so that the answer is the same on any machine.
  private static final int SIMPLER = 80;

  private final Effort effort;
  private final Trial trial;
  private final boolean kinks;
  private @Nullable Counterexample best;
  private int points;
  private int sizes;
  private int kinked;
  private int fit;
  private int stopAt;
  private final Work work;

  private Refuter(Question question, Effort effort, boolean kinks) {
    this.effort = effort;
    this.kinks = kinks;
    this.work = Work.of(effort.work());
    this.trial = new Trial(question, effort.steps(), work);
    this.stopAt = effort.points();
  }

  /// A counterexample, if one is found with the standard effort.
  public static Optional<Counterexample> refute(Goal.Compare goal) {
    return refute(goal, Effort.standard());
  }

  /// A counterexample, if one is found with an effort.
  public static Optional<Counterexample> refute(Goal.Compare goal, Effort effort) {
    Optional<Counterexample> found =
        Question.of(goal).flatMap(question -> refute(question, effort));
    found.ifPresent(it -> Guard.refuted(goal, it));
    return found;
  }

  private static Optional<Counterexample> refute(Question question, Effort effort) {
    Refuter away = new Refuter(question, effort, false);
    Optional<Counterexample> found = away.search();
    boolean onlyKinks = found.isEmpty() && away.fit == 0 && away.kinked > 0;
    return onlyKinks ? new Refuter(question, effort, true).search() : found;
  }

  private Optional<Counterexample> search() {
    Question question = trial.question();
    Boxes boxes = new Boxes(question.given(), true);
    new Integers(question.integers(), boxes, this::at, work).visit();
    return Optional.ofNullable(best);
  }

  private boolean isOver() {
    return points >= stopAt || work.isSpent();
  }

  private boolean at(Map<String, Fraction> integers) {
    Optional<Points> here = Points.at(trial.question(), integers, effort.seed());
    if (here.isPresent()) {
      int share = integers.isEmpty() ? effort.points() : sizes < 12 ? 60 : 16;
      sizes++;
      here.get().visit(share, this::test);
      if (best != null) {
        here.get().visit(SIMPLER, this::test);
      }
    }
    return best == null && !isOver();
  }

  private boolean test(Point point) {
    if (isOver()) {
      return false;
    }
    points++;
    switch (trial.at(point, 30, kinks)) {
      case Trial.Outcome.Unfit _ -> {}
      case Trial.Outcome.Kinked _ -> kinked++;
      case Trial.Outcome.Holds _ -> fit++;
      case Trial.Outcome.Fails(Counterexample found) -> keep(found);
    }
    return !isOver();
  }

  private void keep(Counterexample found) {
    fit++;
    if (best == null) {
      stopAt = points + SIMPLER;
      best = found;
    }
    best = length(found) < length(best) ? found : best;
  }

  /// How much there is to read.
  private static int length(Counterexample it) {
    int sides = it.left().length() + it.right().length();
    int variables = it.variables().values().stream().mapToInt(Refuter::length).sum();
    int elements =
        it.tensors().values().stream()
            .flatMap(tensor -> tensor.values().stream())
            .mapToInt(Refuter::length)
            .sum();
    return sides + 2 * (variables + elements);
  }

  private static int length(Fraction value) {
    return value.toString().length() + (value.signum() < 0 ? 1 : 0);
  }
}
