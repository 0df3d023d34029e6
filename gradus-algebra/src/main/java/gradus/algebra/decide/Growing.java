package gradus.algebra.decide;

import gradus.algebra.ContradictionException;
import gradus.algebra.Goal;
import gradus.algebra.Verdict;
import gradus.algebra.limits.Approach;
import gradus.algebra.limits.LimitChecker;
import gradus.algebra.refute.Real;
import gradus.algebra.refute.Values;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.reference.Fraction;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Values of a function nearer and nearer to a place. They prove nothing.
///
/// @param goal what is said of its limit
record Growing(Goal.Limit goal) {

  private static final List<Integer> POWERS = List.of(1, 2, 4, 6);
  private static final int DIGITS = 3;
  private static final int MOST_DIGITS = 25;

  /// To how many digits the last value agrees, if each comes nearer to the limit than the one
  /// before.
  Optional<Verdict> checked() {
    int digits = MOST_DIGITS;
    int points = 0;
    for (Goal.Limit.Side side : LimitChecker.sides(goal)) {
      List<BigDecimal> distances = distances(side, true);
      if (distances.size() < POWERS.size() || !isFalling(distances)) {
        return Optional.empty();
      }
      BigDecimal last = distances.getLast();
      digits = Math.min(digits, last.scale() - last.precision());
      points += distances.size();
    }
    return digits < DIGITS ? Optional.empty() : Optional.of(new Verdict.Checked(digits, points));
  }

  /// A second opinion on what has been proved. Throws {@link ContradictionException} where values
  /// go away from the limit, farther and farther.
  void proved() {
    for (Goal.Limit.Side side : LimitChecker.sides(goal)) {
      List<BigDecimal> distances = distances(side, false);
      if (distances.size() == POWERS.size()
          && isFalling(distances.reversed())
          && distances.getLast().compareTo(BigDecimal.ONE) > 0) {
        throw new ContradictionException(
            "values near the limit, as was proved",
            goal.by().name() + " at powers of ten",
            "distances " + distances,
            "0");
      }
    }
  }

  private static boolean isFalling(List<BigDecimal> distances) {
    for (int i = 1; i < distances.size(); i++) {
      if (distances.get(i).compareTo(distances.get(i - 1)) >= 0) {
        return false;
      }
    }
    return true;
  }

  /// How far the values are from the limit at most, or at least, up to the first that is not known.
  private List<BigDecimal> distances(Goal.Limit.Side side, boolean most) {
    List<BigDecimal> distances = new ArrayList<>();
    if (Approach.isInfinite(goal.value()) || goal.relation() != Relation.EQ) {
      return distances;
    }
    for (int power : POWERS) {
      Optional<BigDecimal> distance = distance(side, power, most);
      if (distance.isEmpty()) {
        return distances;
      }
      distances.add(distance.get());
    }
    return distances;
  }

  private Optional<BigDecimal> distance(Goal.Limit.Side side, int power, boolean most) {
    Fraction far = Fraction.of(10).power(Fraction.of(power));
    if (Approach.isInfinite(goal.at())) {
      boolean up = goal.at() instanceof Formula.Named;
      return distance(up ? far : far.negated(), most);
    }
    Fraction little = Fraction.ONE.over(far);
    return Values.of(goal.at(), Map.of()) instanceof Real.Exact(Fraction at)
        ? distance(at.plus(side == Goal.Limit.Side.ABOVE ? little : little.negated()), most)
        : Optional.empty();
  }

  private Optional<BigDecimal> distance(Fraction at, boolean most) {
    Formula difference = Formula.call("abs", goal.function().minus(goal.value()));
    return switch (Values.of(difference, Map.of(goal.by().name(), at))) {
      case Real.Exact(Fraction value) ->
          Optional.of(
              new BigDecimal(value.numerator())
                  .divide(new BigDecimal(value.denominator()), MathContext.DECIMAL128));
      case Real.Enclosed(BigDecimal low, BigDecimal high) -> Optional.of(most ? high : low);
      case Real.Absent _ -> Optional.empty();
    };
  }
}
