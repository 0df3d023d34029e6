package gradus.algebra.signs;

import gradus.op.elementwise.Erf;
import gradus.op.elementwise.Exp;
import gradus.op.elementwise.Expm1;
import gradus.op.elementwise.Log;
import gradus.op.elementwise.Log1p;
import gradus.op.elementwise.Sigmoid;
import gradus.op.elementwise.Softplus;
import gradus.op.elementwise.Sqrt;
import gradus.op.elementwise.Tanh;
import gradus.op.elementwise.Unary;
import gradus.reference.Decimal;
import gradus.reference.DecimalNumbers;
import gradus.reference.Fraction;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Objects;

/// Values of growing functions at fractions, each between two fractions.
///
/// A value has 40 digits and is correct to a few units of the last one; the two fractions keep
/// 10⁻²⁵ of it away, and 10⁻³⁰ at least.
final class Enclosed {

  private static final DecimalNumbers NUMBERS = new DecimalNumbers(40);
  private static final BigDecimal LARGEST = BigDecimal.valueOf(200);
  private static final Map<String, Unary> GROWING =
      Map.of(
          "exp", new Exp(),
          "expm1", new Expm1(),
          "log", new Log(),
          "log1p", new Log1p(),
          "sigmoid", new Sigmoid(),
          "tanh", new Tanh(),
          "softplus", new Softplus(),
          "sqrt", new Sqrt(),
          "erf", new Erf());

  private Enclosed() {}

  /// Of a function that grows: exactly where that is known, else by its values at the ends.
  static Interval growing(String function, Interval x) {
    Fraction one = Fraction.ONE;
    Fraction infinity = Fraction.INFINITY;
    Interval plain =
        switch (function) {
          case "exp" -> x.through(Fraction.ZERO, one, infinity);
          case "expm1" -> x.through(one.negated(), Fraction.ZERO, infinity);
          case "sigmoid" -> x.through(Fraction.ZERO, Fraction.of(1, 2), one);
          case "tanh", "erf" -> x.through(one.negated(), Fraction.ZERO, one);
          case "softplus" -> Interval.POSITIVE;
          case "sqrt" -> x.isPositive() ? Interval.POSITIVE : Interval.NOT_NEGATIVE;
          case "log" ->
              x.plus(Interval.of(one.negated()))
                  .through(infinity.negated(), Fraction.ZERO, infinity);
          default -> x.through(infinity.negated(), Fraction.ZERO, infinity);
        };
    return plain.and(of(function, x));
  }

  /// The values of a growing function on an interval, by its values at finite ends.
  static Interval of(String function, Interval x) {
    Interval low = at(function, x.low());
    Interval high = at(function, x.high());
    return new Interval(low.low(), low.lowOpen(), high.high(), high.highOpen());
  }

  private static Interval at(String function, Fraction x) {
    Unary growing = Objects.requireNonNull(GROWING.get(function));
    if (!x.isFinite()) {
      return Interval.ALL;
    }
    BigDecimal at =
        new BigDecimal(x.numerator())
            .divide(new BigDecimal(x.denominator()), new MathContext(60, RoundingMode.HALF_EVEN));
    return at.abs().compareTo(LARGEST) < 0
            && NUMBERS.apply(growing, new Decimal.Finite(at)) instanceof Decimal.Finite(var value)
        ? around(value)
        : Interval.ALL;
  }

  private static Interval around(BigDecimal value) {
    BigDecimal margin =
        value.abs().scaleByPowerOfTen(-25).max(BigDecimal.ONE.scaleByPowerOfTen(-30));
    return new Interval(
        fraction(value.subtract(margin), RoundingMode.FLOOR),
        false,
        fraction(value.add(margin), RoundingMode.CEILING),
        false);
  }

  private static Fraction fraction(BigDecimal value, RoundingMode mode) {
    BigDecimal short27 = value.round(new MathContext(27, mode));
    BigInteger ten = BigInteger.TEN.pow(Math.abs(short27.scale()));
    return short27.scale() < 0
        ? new Fraction(short27.unscaledValue().multiply(ten), BigInteger.ONE)
        : new Fraction(short27.unscaledValue(), ten);
  }
}
