package gradus.algebra.refute;

import gradus.algebra.refute.Real.Absent;
import gradus.algebra.refute.Real.Enclosed;
import gradus.algebra.refute.Real.Exact;
import gradus.formula.Condition.Relation;
import gradus.reference.Fraction;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;

/// The named functions on exact and enclosed numbers.
///
/// @param reals the arithmetic
record RealFunctions(Reals reals) {

  private static final BigDecimal TENTH = new BigDecimal("0.1");

  /// Numbers with more digits before or after the point than this are not written out.
  private static final int FARTHEST = 100_000;

  private Enclosures ends() {
    return new Enclosures(reals.digits());
  }

  Real of(String function, List<Real> arguments) {
    for (Real argument : arguments) {
      if (argument instanceof Absent) {
        return argument;
      }
    }
    Real x = arguments.getFirst();
    Real y = arguments.getLast();
    return switch (function) {
      case "max" -> larger(x, y);
      case "min" -> reals.negated(larger(reals.negated(x), reals.negated(y)));
      case "relu" -> larger(x, Real.ZERO);
      case "abs" -> larger(x, reals.negated(x));
      case "sign" -> sign(x);
      case "floor" -> floor(x);
      case "floordiv" -> floor(reals.over(x, y));
      case "mod" -> reals.plus(x, reals.negated(reals.times(y, floor(reals.over(x, y)))));
      case "neg" -> reals.negated(x);
      case "sqrt" -> root(x);
      default ->
          RememberedValues.of(
              new RememberedValues.At(function, x, reals.digits()), () -> smooth(function, x));
    };
  }

  private Real smooth(String function, Real x) {
    return switch (function) {
      case "exp" -> exp(x);
      case "expm1" -> expm1(x);
      case "log" -> log(x);
      case "log1p" -> log1p(x);
      case "sigmoid" -> reals.over(Real.ONE, reals.plus(Real.ONE, exp(reals.negated(x))));
      case "tanh" -> tanh(x);
      case "softplus" -> softplus(x);
      case "sin" -> sine(x, 0);
      case "cos" -> x.equals(Real.ZERO) ? Real.ONE : sine(x, 1);
      case "erf" -> erf(x);
      default -> new Absent(true, "no function " + function);
    };
  }

  private Real larger(Real x, Real y) {
    if (x instanceof Exact(Fraction a) && y instanceof Exact(Fraction b)) {
      return a.compareTo(b) >= 0 ? x : y;
    }
    return switch (reals.holds(Relation.GE, x, y)) {
      case TRUE -> x;
      case FALSE -> y;
      case UNKNOWN ->
          new Enclosed(
              reals.enclosed(x).low().max(reals.enclosed(y).low()),
              reals.enclosed(x).high().max(reals.enclosed(y).high()));
    };
  }

  private static Real sign(Real x) {
    return switch (x) {
      case Exact(Fraction value) -> Real.of(value.signum());
      case Enclosed interval when !interval.holdsZero() -> Real.of(interval.low().signum());
      case Enclosed _, Absent _ -> new Absent(false, "a sign that is not certain");
    };
  }

  private static Real floor(Real x) {
    if (x instanceof Enclosed far && isFar(far)) {
      return new Absent(false, "an integer part too large to compute");
    }
    if (x instanceof Enclosed(BigDecimal low, BigDecimal high)) {
      BigInteger first = low.setScale(0, RoundingMode.FLOOR).toBigInteger();
      BigInteger last = high.setScale(0, RoundingMode.FLOOR).toBigInteger();
      return first.equals(last)
          ? new Exact(new Fraction(first, BigInteger.ONE))
          : new Absent(false, "an integer part that is not certain");
    }
    return x instanceof Exact(Fraction value) ? new Exact(value.floor()) : x;
  }

  private static boolean isFar(Enclosed x) {
    return Enclosures.magnitude(x.low()) > FARTHEST
        || Enclosures.magnitude(x.high()) > FARTHEST
        || Enclosures.magnitude(x.low()) < -FARTHEST
        || Enclosures.magnitude(x.high()) < -FARTHEST;
  }

  private Real exp(Real x) {
    if (x.equals(Real.ZERO)) {
      return Real.ONE;
    }
    Enclosed at = reals.enclosed(x);
    if (at.high().compareTo(Enclosures.LARGEST) > 0
        || at.low().compareTo(Enclosures.LARGEST.negate()) < 0) {
      return new Absent(false, "an exponential too large or too small to compute");
    }
    Enclosed low = ends().exp(at.low());
    boolean point = at.low().compareTo(at.high()) == 0;
    return point ? low : new Enclosed(low.low(), ends().exp(at.high()).high());
  }

  /// `eˣ − 1`, with as many more digits as x has zeros.
  private Real expm1(Real x) {
    if (x.equals(Real.ZERO)) {
      return Real.ZERO;
    }
    BigDecimal size = reals.enclosed(x).low().abs().max(reals.enclosed(x).high().abs());
    int zeros = size.signum() == 0 ? 0 : Math.clamp(-Enclosures.magnitude(size), 0, 1000);
    Reals finer = new Reals(reals.digits() + zeros + 2);
    return rounded(finer.plus(new RealFunctions(finer).exp(x), Real.of(-1)));
  }

  private Real rounded(Real x) {
    return x instanceof Enclosed(BigDecimal low, BigDecimal high)
        ? new Enclosed(low.round(reals.down()), high.round(reals.up()))
        : x;
  }

  private Real log(Real x) {
    if (x.equals(Real.ONE)) {
      return Real.ZERO;
    }
    Enclosed at = reals.enclosed(x);
    if (at.low().signum() <= 0) {
      boolean certain = at.high().signum() < 0 || x.equals(Real.ZERO);
      return new Absent(certain, "a logarithm of what is not positive");
    }
    Enclosed low = ends().log(at.low());
    boolean point = at.low().compareTo(at.high()) == 0;
    return point ? low : new Enclosed(low.low(), ends().log(at.high()).high());
  }

  private Real log1p(Real x) {
    if (x instanceof Absent) {
      return x;
    }
    if (x instanceof Enclosed at && at.low().abs().max(at.high().abs()).compareTo(TENTH) < 0) {
      return ends().log1p(at);
    }
    Enclosed at = reals.enclosed(x);
    return x instanceof Exact && !x.equals(Real.ZERO) && at.low().abs().compareTo(TENTH) < 0
        ? log1p(at)
        : log(reals.plus(Real.ONE, x));
  }

  /// `m / (m + 2)` with `m = e^(2x) − 1`, for a positive x.
  private Real tanh(Real x) {
    Enclosed at = reals.enclosed(x);
    if (at.holdsZero() && !x.equals(Real.ZERO)) {
      // |tanh x| ≤ |x|
      return at;
    }
    if (at.low().signum() < 0) {
      return reals.negated(tanh(reals.negated(x)));
    }
    Real less = expm1(reals.times(Real.of(-2), x));
    Real above = reals.negated(less);
    return reals.over(above, reals.plus(Real.of(2), less));
  }

  private Real softplus(Real x) {
    return reals.enclosed(x).low().signum() > 0
        ? reals.plus(x, log1p(exp(reals.negated(x))))
        : log1p(exp(x));
  }

  /// The sine at the middle, and as much to both sides as the interval is wide: its slope is at
  /// most 1.
  private Real sine(Real x, int quarters) {
    if (x.equals(Real.ZERO)) {
      return x;
    }
    Enclosed at = reals.enclosed(x);
    if (Enclosures.magnitude(at.low().abs().max(at.high().abs())) > 100) {
      return new Absent(false, "an angle too large to compute");
    }
    Enclosed value = ends().sin(at.low(), quarters);
    BigDecimal width = at.high().subtract(at.low());
    return new Enclosed(value.low().subtract(width), value.high().add(width));
  }

  private Real erf(Real x) {
    if (x.equals(Real.ZERO)) {
      return x;
    }
    Enclosed at = reals.enclosed(x);
    return new Enclosed(erf(at.low()).low(), erf(at.high()).high());
  }

  private Enclosed erf(BigDecimal x) {
    if (x.abs().compareTo(BigDecimal.valueOf(1000)) > 0) {
      BigDecimal one = BigDecimal.ONE;
      BigDecimal almost = one.subtract(one.scaleByPowerOfTen(-reals.digits()));
      return x.signum() > 0
          ? new Enclosed(almost, one)
          : new Enclosed(one.negate(), almost.negate());
    }
    return x.signum() < 0
        ? (Enclosed) reals.negated(ends().erf(x.negate()))
        : x.signum() == 0 ? new Enclosed(x, x) : ends().erf(x);
  }

  private Real root(Real x) {
    if (x instanceof Exact(Fraction value) && value.signum() >= 0) {
      BigInteger above = value.numerator().sqrt();
      BigInteger below = value.denominator().sqrt();
      if (above.multiply(above).equals(value.numerator())
          && below.multiply(below).equals(value.denominator())) {
        return new Exact(new Fraction(above, below));
      }
    }
    Enclosed at = reals.enclosed(x);
    if (isFar(at)) {
      return new Absent(false, "a square root too large or too small to compute");
    }
    return at.low().signum() < 0
        ? new Absent(at.high().signum() < 0, "a square root of what is negative")
        : new Enclosed(root(at.low(), 0), root(at.high(), 1));
  }

  /// The integer root of the digits at an even scale, plus so many units.
  private BigDecimal root(BigDecimal x, int units) {
    int places = 2 * reals.digits() + 2 - Math.min(0, x.precision() - x.scale()) + 2;
    int scale = places + places % 2;
    BigInteger digits =
        x.setScale(scale, units == 0 ? RoundingMode.FLOOR : RoundingMode.CEILING).unscaledValue();
    BigInteger root = digits.sqrt();
    boolean whole = root.multiply(root).equals(digits);
    BigInteger end = whole ? root : root.add(BigInteger.valueOf(units));
    return new BigDecimal(end, scale / 2).round(units == 0 ? reals.down() : reals.up());
  }
}
