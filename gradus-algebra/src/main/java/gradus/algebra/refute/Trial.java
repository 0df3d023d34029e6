package gradus.algebra.refute;

import gradus.algebra.Counterexample;
import gradus.algebra.Work;
import gradus.algebra.refute.Real.Absent;
import gradus.algebra.refute.Real.Enclosed;
import gradus.algebra.refute.Real.Exact;
import gradus.formula.Condition;
import java.math.MathContext;
import java.util.Optional;

/// A question asked at one point.
///
/// @param question the question
/// @param steps at most so many terms are evaluated
/// @param work what may be done at all points together
record Trial(Question question, int steps, Work work) {

  /// What came of it.
  sealed interface Outcome {
    /// The point does not count: a condition is not met, or a side has no value.
    record Unfit() implements Outcome {}

    /// A derivative would be taken at a kink.
    record Kinked() implements Outcome {}

    /// The relation holds, or nothing speaks against it.
    ///
    /// @param left the value of the first side
    /// @param right the value of the second
    record Holds(Real left, Real right) implements Outcome {}

    /// The relation certainly fails.
    ///
    /// @param counterexample where
    record Fails(Counterexample counterexample) implements Outcome {}
  }

  Outcome at(Point point, int digits, boolean kinks) {
    Evaluator evaluator = new Evaluator(new Reals(digits), point, steps, work);
    for (Condition condition : question.given()) {
      if (evaluator.holds(condition) != Truth.TRUE) {
        return new Outcome.Unfit();
      }
    }
    if (!kinks && !evaluator.of(question.kinks()).equals(Real.ZERO)) {
      return new Outcome.Kinked();
    }
    Real left = evaluator.of(question.left());
    Real right = evaluator.of(question.right());
    if (left instanceof Absent || right instanceof Absent) {
      boolean hopeless = digits > 100 || certain(left) || certain(right);
      return hopeless ? new Outcome.Unfit() : at(point, 2 * digits, kinks);
    }
    return switch (new Reals(digits).holds(question.relation(), left, right)) {
      case FALSE ->
          evaluator.of(question.below()) instanceof Absent
              ? new Outcome.Unfit()
              : new Outcome.Fails(counterexample(point, left, right));
      case TRUE -> new Outcome.Holds(left, right);
      case UNKNOWN ->
          digits <= 100 && (isWide(left) || isWide(right))
              ? at(point, 2 * digits, kinks)
              : new Outcome.Holds(left, right);
    };
  }

  private static boolean certain(Real x) {
    return x instanceof Absent(boolean certain, String _) && certain;
  }

  /// Whether fewer than 20 digits are certain.
  private static boolean isWide(Real x) {
    return x instanceof Enclosed(var low, var high)
        && high.subtract(low, MathContext.DECIMAL32)
                .scaleByPowerOfTen(20)
                .compareTo(low.abs().max(high.abs()))
            > 0;
  }

  private static Counterexample counterexample(Point point, Real left, Real right) {
    String first = Shown.of(left);
    String second = Shown.of(right);
    for (int digits = 20; first.equals(second) && digits <= 160; digits *= 2) {
      first = Shown.of(left, digits);
      second = Shown.of(right, digits);
    }
    return new Counterexample(point.variables(), point.tensors(), first, second);
  }

  /// How many decimal digits of two values agree at least.
  static Optional<Integer> digits(Real left, Real right) {
    if (left instanceof Exact && left.equals(right)) {
      return Optional.of(Integer.MAX_VALUE);
    }
    Reals reals = new Reals(130);
    Real difference = reals.call("abs", reals.plus(left, reals.negated(right)));
    Real size = reals.call("max", Real.ONE, reals.call("abs", left));
    return reals.over(difference, size) instanceof Enclosed(var _, var high) && high.signum() > 0
        ? Optional.of(-Enclosures.magnitude(high) - 1)
        : Optional.empty();
  }
}
