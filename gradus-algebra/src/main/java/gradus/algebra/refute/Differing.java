package gradus.algebra.refute;

import gradus.algebra.Goal;
import gradus.algebra.Work;
import gradus.reference.Fraction;
import java.util.Map;

/// Whether a few random points are enough to see that two terms differ: then nobody has to look for
/// a proof that they are equal.
public final class Differing {

  /// So many sizes and other integers are tried, and so many points at each.
  private static final int SIZES = 10;

  private static final int POINTS = 2;

  /// What may be done; a proof that is not found costs a hundred times as much.
  private static final long WORK = 6_000;

  private final Question question;
  private final Work work = Work.of(WORK);
  private int sizes;
  private boolean differs;

  private Differing(Question question) {
    this.question = question;
  }

  /// Whether a point was found at which an equation certainly fails.
  public static boolean isSeen(Goal.Compare equation) {
    return Question.of(equation).filter(it -> new Differing(it).isFound()).isPresent();
  }

  private boolean isFound() {
    Boxes boxes = new Boxes(question.given(), true);
    new Integers(question.integers(), boxes, this::at, work).visit();
    return differs;
  }

  private boolean at(Map<String, Fraction> integers) {
    Trial trial = new Trial(question, 10_000, work);
    Points.at(question, integers, 3)
        .ifPresent(
            here -> {
              sizes++;
              for (int i = 0; i < POINTS && !differs && !work.isSpent(); i++) {
                differs = trial.at(here.random(false), 30, false) instanceof Trial.Outcome.Fails;
              }
            });
    return !differs && sizes < SIZES && !work.isSpent();
  }
}
