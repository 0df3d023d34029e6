package gradus.algebra.refute;

import gradus.algebra.ContradictionException;
import gradus.algebra.Counterexample;
import gradus.algebra.Goal;
import gradus.algebra.Work;
import gradus.algebra.refute.Real.Absent;
import gradus.algebra.refute.Real.Enclosed;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.reference.Fraction;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/// A second opinion on a verdict: the terms themselves, evaluated to 60 digits.
///
/// Derivatives are not taken by rule here but as quotients of differences, so that a wrong rule
/// shows as well. A few points take a few milliseconds.
public final class Guard {

  private static final int POINTS = 6;
  private static final int TRIES = 30;
  private static final long WORK = 60_000;
  private static final int DIGITS = 60;

  /// What a quotient of differences may be wrong by, relative to the sides.
  private static final BigDecimal ERROR = new BigDecimal("1e-9");

  private final Question question;
  private final boolean differences;
  private final Work work = Work.of(WORK);
  private int points;
  private int tries;

  private Guard(Question question, boolean differences) {
    this.question = question;
    this.differences = differences;
  }

  private static Optional<Guard> of(Goal.Compare goal) {
    return Question.of(goal)
        .map(
            it -> {
              boolean differences =
                  !(it.left().equals(goal.left()) && it.right().equals(goal.right()));
              Question plain =
                  new Question(
                      goal.left(),
                      it.relation(),
                      goal.right(),
                      it.kinks(),
                      it.below(),
                      it.given(),
                      it.integers(),
                      it.reals(),
                      it.tensors());
              return new Guard(plain, differences);
            });
  }

  /// Tries what has been proved at a few points. Throws {@link ContradictionException} where it
  /// fails.
  public static void proved(Goal.Compare goal) {
    of(goal)
        .ifPresent(
            guard -> {
              Boxes boxes = new Boxes(guard.question.given(), true);
              new Integers(guard.question.integers(), boxes, guard::at, guard.work).visit();
            });
  }

  /// Looks at a counterexample again. Throws {@link ContradictionException} where it is none.
  static void refuted(Goal.Compare goal, Counterexample found) {
    Point point = new Point(found.variables(), found.tensors());
    Question question = Question.of(goal).orElseThrow();
    Evaluator exact = evaluator(point);
    boolean admitted = question.given().stream().allMatch(it -> exact.holds(it) == Truth.TRUE);
    Real left = exact.of(question.left());
    Real right = exact.of(question.right());
    if (!admitted || new Reals(DIGITS).holds(question.relation(), left, right) != Truth.FALSE) {
      throw contradiction("the claim fails", point, left, right);
    }
    Guard guard = of(goal).orElseThrow();
    Evaluator plain = evaluator(point);
    Real first = plain.of(guard.question.left());
    Real second = plain.of(guard.question.right());
    boolean apart = gap(left, right).compareTo(ERROR.movePointRight(3)) > 0;
    boolean equal = !isAbsent(first, second) && gap(first, second).compareTo(ERROR) < 0;
    if (guard.differences && question.relation() == Relation.EQ && apart && equal) {
      throw contradiction("the claim fails", point, first, second);
    }
  }

  private static Evaluator evaluator(Point point) {
    return new Evaluator(new Reals(DIGITS), point, 200_000, Work.of(1_000_000));
  }

  private boolean at(Map<String, Fraction> integers) {
    Optional<Points> here = Points.at(question, integers, 31);
    int enough = integers.isEmpty() ? POINTS : points + 1;
    for (int i = 0; here.isPresent() && i < 4 * enough && points < enough && wantsMore(); i++) {
      test(here.get().random(true));
    }
    return wantsMore();
  }

  private boolean wantsMore() {
    return points < POINTS && ++tries < TRIES && !work.isSpent();
  }

  private void test(Point point) {
    Evaluator evaluator = new Evaluator(new Reals(DIGITS), point, 50_000, work);
    for (Condition condition : question.given()) {
      if (evaluator.holds(condition) != Truth.TRUE) {
        return;
      }
    }
    if (!evaluator.of(question.kinks()).equals(Real.ZERO)) {
      return;
    }
    Real left = evaluator.of(question.left());
    Real right = evaluator.of(question.right());
    if (isAbsent(left, right)) {
      return;
    }
    points++;
    Truth truth = new Reals(DIGITS).holds(question.relation(), left, right);
    boolean certain = !differences || gap(left, right).compareTo(ERROR) > 0;
    if (truth == Truth.FALSE && certain) {
      String sign = question.relation().sign();
      throw contradiction("left " + sign + " right, as was proved", point, left, right);
    }
  }

  private static boolean isAbsent(Real left, Real right) {
    return left instanceof Absent || right instanceof Absent;
  }

  /// The least distance of two values, relative to them where they are larger than 1.
  private static BigDecimal gap(Real left, Real right) {
    Reals reals = new Reals(DIGITS);
    Real distance = reals.call("abs", reals.plus(left, reals.negated(right)));
    Real size = reals.call("max", Real.ONE, reals.call("abs", left));
    Real gap = reals.over(distance, size);
    return gap instanceof Absent ? BigDecimal.ZERO : low(reals.enclosed(gap));
  }

  private static BigDecimal low(Enclosed gap) {
    return gap.low();
  }

  private static ContradictionException contradiction(
      String expected, Point point, Real left, Real right) {
    Map<String, Object> values = new java.util.TreeMap<>(point.variables());
    point.tensors().forEach((name, elements) -> values.put(name, elements.values()));
    return new ContradictionException(expected, values.toString(), Shown.of(left), Shown.of(right));
  }
}
