package gradus.algebra.curvature;

import gradus.algebra.signs.Interval;
import gradus.algebra.signs.Known;
import gradus.algebra.signs.Ranges;
import gradus.formula.Condition;
import gradus.formula.Formula;
import gradus.formula.Formula.Var;
import gradus.formula.Substitution;
import gradus.reference.Decimal;
import gradus.reference.DecimalNumbers;
import gradus.reference.DoubleNumbers;
import gradus.reference.FormulaValue;
import gradus.reference.Fraction;
import gradus.tensor.GraphException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Values of a function of one variable at some points: where it is not worth while to look for a
/// proof.
///
/// @param known what is given
/// @param by the variable
record Samples(Known known, Var by) {

  private static final double[] STEPS = {
    0, 1e-3, 0.01, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 1, 1.3, 1.6, 2, 2.5, 3, 4, 5, 7, 10, 15, 20
  };
  private static final int INSIDE = 33;
  private static final double FAR = 1e-11;
  private static final DecimalNumbers DECIMALS = new DecimalNumbers(30);

  /// The only name of a term that has values in double; none if it has more, or is no function.
  static Optional<Var> variable(Known known, Formula term) {
    return Substitution.variables(term).stream()
        .filter(it -> !known.setting().isInteger(it))
        .map(Formula::var)
        .filter(it -> Composites.isAbout(term, it))
        .findFirst();
  }

  /// Whether a term is clearly negative at a value of the variable that is allowed.
  boolean isNegative(Formula term) {
    return points(new Ranges(known).of(by)).stream()
        .anyMatch(x -> value(term, x) < -FAR && isAllowed(x) && exact(term, x) < -FAR);
  }

  /// Ends and simple numbers of a range at which a term is 0, as far as 22 digits tell.
  List<Fraction> zeros(Formula term, Interval range) {
    List<Fraction> zeros = new ArrayList<>();
    for (Fraction at :
        List.of(
            Fraction.ZERO,
            Fraction.ONE,
            Fraction.of(-1),
            Fraction.of(1, 2),
            range.low(),
            range.high())) {
      if (at.isFinite()
          && !zeros.contains(at)
          && range.low().compareTo(at) <= 0
          && at.compareTo(range.high()) <= 0
          && isZero(term, at.toDouble())) {
        zeros.add(at);
      }
    }
    return zeros;
  }

  private static List<Double> points(Interval range) {
    double low = range.low().isFinite() ? range.low().toDouble() : Double.NEGATIVE_INFINITY;
    double high = range.high().isFinite() ? range.high().toDouble() : Double.POSITIVE_INFINITY;
    List<Double> points = new ArrayList<>();
    for (int i = 1; i < INSIDE && range.low().isFinite() && range.high().isFinite(); i++) {
      points.add(low + (high - low) * i / INSIDE);
    }
    for (double step : STEPS) {
      double base = range.low().isFinite() ? low : range.high().isFinite() ? high : 0;
      points.add(base + step);
      points.add(base - step);
    }
    points.removeIf(x -> x < low || x > high);
    return points;
  }

  private double value(Formula term, double x) {
    try {
      return at(x).of(term);
    } catch (GraphException | ArithmeticException noValue) {
      return Double.NaN;
    }
  }

  private boolean isZero(Formula term, double x) {
    return Math.abs(value(term, x)) < FAR && Math.abs(x) < 16 && Math.abs(exact(term, x)) < 1e-22;
  }

  /// The value with 30 digits, where doubles cancel.
  private double exact(Formula term, double x) {
    Map<String, Decimal> values = Map.of(by.name(), DECIMALS.of(x));
    return new FormulaValue<>(DECIMALS, values, Map.of()).of(term).toDouble();
  }

  private FormulaValue<Double> at(double x) {
    return new FormulaValue<>(new DoubleNumbers(), Map.of(by.name(), x), Map.of());
  }

  /// Whether all that is given of the variable holds; not if that depends on other names.
  private boolean isAllowed(double x) {
    try {
      for (Condition condition : known.setting().given()) {
        if (Substitution.variables(new Formula.Iverson(condition)).contains(by.name())
            && !at(x).holds(condition)) {
          return false;
        }
      }
      return true;
    } catch (GraphException | ArithmeticException noValue) {
      return false;
    }
  }
}
