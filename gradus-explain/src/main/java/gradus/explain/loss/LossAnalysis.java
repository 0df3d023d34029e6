package gradus.explain.loss;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// The shape of one loss: where it is convex, where it bends, how steep it becomes, how it ends.
///
/// The sign of the curvature is read on a grid over `[−RANGE, RANGE]` and each change of it is
/// bisected until two neighbouring doubles remain. This finds what the grid separates and proves
/// nothing.
///
/// @param curve what is described
/// @param inflections where the curvature changes its sign, from left to right
/// @param kinks where the slope jumps, from left to right
/// @param breaks where it is not defined between places where it is, or its slope has no bound
/// @param convex the intervals where the curvature is not negative, from left to right
/// @param steepest where the slope is largest in size, at an inflection or at an end
/// @param bound the least upper bound of the slope's size, as far as it was read; infinite if none
/// @param left what happens towards −∞
/// @param right what happens towards +∞
public record LossAnalysis(
    LossCurve curve,
    List<Point> inflections,
    List<Kink> kinks,
    List<Double> breaks,
    List<Interval> convex,
    Point steepest,
    double bound,
    Point left,
    Point right) {

  /// How far out signs are read; beyond, a sigmoid in double stands still.
  public static final double RANGE = 30;

  private static final double STEP = 0.125;

  /// A slope of this size has no bound.
  static final double STEEP = 1e9;

  /// A slope below this counts as none.
  private static final double STILL = 1e-12;

  public LossAnalysis {
    inflections = List.copyOf(inflections);
    kinks = List.copyOf(kinks);
    breaks = List.copyOf(breaks);
    convex = List.copyOf(convex);
  }

  /// A place with the loss and its slope there.
  ///
  /// @param a the logit
  /// @param value the loss
  /// @param slope its derivative
  public record Point(double a, double value, double slope) {}

  /// A stretch of logits; an end beyond the range read is infinite.
  ///
  /// @param from its lower end
  /// @param to its upper end
  public record Interval(double from, double to) {}

  /// A place where the slope jumps.
  ///
  /// @param a the logit
  /// @param before the slope on its left
  /// @param after the slope on its right
  public record Kink(double a, double before, double after) {}

  /// Reads a curve.
  public static LossAnalysis of(LossCurve curve) {
    return new Reading(curve, RANGE, STEP).analysis();
  }

  /// Where a function that changes its sign between two places does so, to the last bit.
  static double bisected(DoubleUnaryOperator function, double from, double to) {
    double low = from;
    double high = to;
    double sign = Math.signum(function.applyAsDouble(low));
    while (true) {
      double middle = low + (high - low) / 2;
      if (middle <= low || middle >= high) {
        return Math.abs(function.applyAsDouble(low)) <= Math.abs(function.applyAsDouble(high))
            ? low
            : high;
      }
      double found = function.applyAsDouble(middle);
      if (found == 0) {
        return middle;
      }
      if (Math.signum(found) == sign) {
        low = middle;
      } else {
        high = middle;
      }
    }
  }

  /// Whether no negative curvature was found.
  public boolean isConvex() {
    return inflections.isEmpty()
        && breaks.isEmpty()
        && convex.size() == 1
        && kinks.stream().allMatch(it -> it.before() <= it.after());
  }

  /// Whether the slope has no bound.
  public boolean isUnbounded() {
    return Double.isInfinite(bound);
  }

  /// Whether the loss is larger at one end than at the other.
  public boolean hasWrongEnd() {
    return left.value() != right.value()
        && Double.isFinite(left.slope())
        && Double.isFinite(right.slope());
  }

  /// Whether the larger end is the one that a label calls wrong: low logits of a label above one
  /// half, high ones of a label below.
  boolean isLargeWhereWrong() {
    return curve.label() > 0.5
        ? left.value() > right.value()
        : curve.label() < 0.5 && right.value() > left.value();
  }

  /// Whether the gradient vanishes at an end where the loss is not the smaller of the two: then a
  /// confidently wrong output is not corrected.
  public boolean standsStillWhereWrong() {
    Point wrong = left.value() > right.value() ? left : right;
    return Math.abs(wrong.slope()) < STILL;
  }

  /// Whether the slope becomes larger without end towards the end at which the loss is larger.
  boolean growsWhereWrong() {
    Point wrong = left.value() > right.value() ? left : right;
    double farther = Math.abs(curve.slope().applyAsDouble(RANGE * wrong.a()));
    return isUnbounded() && farther > 2 * Math.abs(wrong.slope());
  }

  /// Whether the bound of the slope is approached towards an end, not attained.
  public boolean isSteepestAtAnEnd() {
    return Math.abs(steepest.a()) >= RANGE || bound > Math.abs(steepest.slope());
  }
}
