package gradus.algebra.refute;

import gradus.algebra.Goal;
import gradus.algebra.Verdict;
import gradus.algebra.Work;
import gradus.formula.Condition.Relation;
import gradus.reference.Fraction;
import java.util.Map;
import java.util.Optional;

/// How far two sides agree at random points. That is no proof.
public final class Agreement {

  private static final int POINTS = 60;
  private static final int TRIES = 6000;

  /// At most so many points at the same sizes, so that many sizes have their turn.
  private static final int AT_THE_SAME_SIZES = 2;

  private static final int DIGITS = 50;

  private final Question question;
  private final Trial trial;
  private final Work work = Work.of(2_000_000);
  private int digits = DIGITS;
  private int points;
  private int tries;
  private boolean failed;

  private Agreement(Question question) {
    this.question = question;
    this.trial = new Trial(question, 200_000, work);
  }

  /// To how many digits an equation holds at how many points, if it does to 12 or more; an
  /// inequality counts where it holds for certain or the sides agree to as many digits.
  public static Optional<Verdict.Checked> of(Goal.Compare goal) {
    return Question.of(goal).flatMap(question -> new Agreement(question).found());
  }

  private Optional<Verdict.Checked> found() {
    Boxes boxes = new Boxes(question.given(), true);
    new Integers(question.integers(), boxes, this::at, work).visit();
    return failed || points < 3 || digits < 12
        ? Optional.empty()
        : Optional.of(new Verdict.Checked(digits, points));
  }

  private boolean at(Map<String, Fraction> integers) {
    Optional<Points> here = Points.at(question, integers, 7);
    if (here.isPresent()) {
      boolean alone = integers.isEmpty();
      int enough = alone ? POINTS : points + AT_THE_SAME_SIZES;
      int share = alone ? TRIES / 4 : 10;
      for (int i = 0; i < share && points < enough && wantsMore(); i++) {
        test(here.get().random(true));
      }
      here.get().visit(share, point -> points < enough && tested(point));
    }
    return wantsMore();
  }

  private boolean wantsMore() {
    return !failed && points < POINTS && tries < TRIES && !work.isSpent();
  }

  private boolean tested(Point point) {
    test(point);
    return wantsMore();
  }

  private void test(Point point) {
    tries++;
    switch (trial.at(point, DIGITS, false)) {
      case Trial.Outcome.Unfit _, Trial.Outcome.Kinked _ -> {}
      case Trial.Outcome.Fails _ -> failed = true;
      case Trial.Outcome.Holds(Real left, Real right) -> {
        points++;
        boolean certain =
            question.relation() != Relation.EQ
                && new Reals(DIGITS).holds(question.relation(), left, right) == Truth.TRUE;
        if (!certain) {
          digits = Math.min(digits, Trial.digits(left, right).orElse(0));
        }
      }
    }
  }
}
