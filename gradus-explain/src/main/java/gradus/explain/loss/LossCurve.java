package gradus.explain.loss;

import gradus.algebra.calculus.Derivative;
import gradus.formula.Formula;
import gradus.reference.Decimal;
import gradus.reference.DecimalNumbers;
import gradus.reference.FormulaValue;
import gradus.reference.Fraction;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/// A loss as a function of the logit `a` at one label, with its first two derivatives.
///
/// @param name what it is called
/// @param label the label `y`
/// @param value the loss
/// @param slope its derivative
/// @param curvature its second derivative
public record LossCurve(
    String name,
    double label,
    DoubleUnaryOperator value,
    DoubleUnaryOperator slope,
    DoubleUnaryOperator curvature) {

  /// Digits in which formulas are evaluated, so that differences of near numbers keep theirs.
  private static final int DIGITS = 50;

  /// A value below this may be rounding and nothing else.
  private static final double SUSPICIOUS = 1e-20;

  /// Binary cross-entropy from the logit, by formulas that lose no digits.
  ///
  /// Source: spec 0.2.
  public static LossCurve crossEntropy(double y) {
    return new LossCurve(
        "CE",
        y,
        a -> term(y, softplus(-a)) + term(1 - y, softplus(a)),
        a -> error(a, y),
        a -> sigmoid(a) * sigmoid(-a));
  }

  /// The squared error of a sigmoid, by formulas that lose no digits.
  ///
  /// Source: spec 0.2.
  public static LossCurve squaredError(double y) {
    return new LossCurve(
        "MSE",
        y,
        a -> error(a, y) * error(a, y),
        a -> 2 * error(a, y) * sigmoid(a) * sigmoid(-a),
        a -> squaredCurvature(a, y));
  }

  /// Any formula in the variables `a` and `y`, differentiated and evaluated in 50 digits. Where it
  /// has no value it has no slope and no curvature, whatever the formulas of these say there.
  public static LossCurve of(String name, Formula formula, double y) {
    Formula given = Derivative.taken(formula);
    Formula first = new Derivative(Formula.var("a")).of(given);
    Formula second = new Derivative(Formula.var("a")).of(first);
    return new LossCurve(
        name,
        y,
        a -> at(given, a, y),
        a -> defined(given, a, y) ? at(first, a, y) : Double.NaN,
        a -> defined(given, a, y) ? at(second, a, y) : Double.NaN);
  }

  private static boolean defined(Formula formula, double a, double y) {
    return !Double.isNaN(at(formula, a, y));
  }

  /// The value; 0 for what is left of terms that cancel, which shrinks with more digits.
  private static double at(Formula formula, double a, double y) {
    double value = at(formula, a, y, DIGITS);
    if (value == 0 || !(Math.abs(value) < SUSPICIOUS)) {
      return value;
    }
    double closer = at(formula, a, y, 2 * DIGITS);
    return Math.abs(closer) < SUSPICIOUS * Math.abs(value) ? 0 : closer;
  }

  private static double at(Formula formula, double a, double y, int digits) {
    return new FormulaValue<Decimal>(
            new DecimalNumbers(digits), Map.of("a", Decimal.of(a), "y", Decimal.of(y)), Map.of())
        .of(formula)
        .toDouble();
  }

  /// The formula of binary cross-entropy.
  public static Formula crossEntropyFormula() {
    Formula a = Formula.var("a");
    Formula y = Formula.var("y");
    return y.times(Formula.call("softplus", a.negated()))
        .plus(Formula.ONE.minus(y).times(Formula.call("softplus", a)));
  }

  /// The formula of the squared error of a sigmoid.
  public static Formula squaredErrorFormula() {
    Formula gap = Formula.var("y").minus(Formula.call("sigmoid", Formula.var("a")));
    return gap.power(Formula.number(2));
  }

  static double sigmoid(double a) {
    double small = StrictMath.exp(-Math.abs(a));
    return a >= 0 ? 1 / (1 + small) : small / (1 + small);
  }

  private static double softplus(double a) {
    return Math.max(a, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(a)));
  }

  /// `weight · x`, and 0 without weight even where `x` is infinite.
  private static double term(double weight, double x) {
    return weight == 0 ? 0 : weight * x;
  }

  /// `σ(a) − y` without cancellation for hard labels.
  private static double error(double a, double y) {
    return y == 1 ? -sigmoid(-a) : sigmoid(a) - y;
  }

  private static double squaredCurvature(double a, double y) {
    double g = sigmoid(a);
    double q = sigmoid(-a);
    if (y == 1) {
      return 2 * g * q * q * (3 * g - 1);
    }
    if (y == 0) {
      return 2 * g * g * q * (3 * q - 1);
    }
    return 2 * g * q * (g * q + error(a, y) * (q - g));
  }

  /// `1/2` as it is written, without needless digits.
  static String label(double y) {
    return LossText.minus(Fraction.of(y).toString());
  }
}
