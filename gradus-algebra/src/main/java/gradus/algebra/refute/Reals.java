package gradus.algebra.refute;

import gradus.algebra.refute.Real.Absent;
import gradus.algebra.refute.Real.Enclosed;
import gradus.algebra.refute.Real.Exact;
import gradus.formula.Condition.Relation;
import gradus.reference.Fraction;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/// Arithmetic that stays exact as long as values are fractions of moderate length, and otherwise
/// rounds intervals outwards.
///
/// `0⁰` is 1 (a power with the integer exponent 0 is the empty product); `0` to a negative power, a
/// quotient by 0, the logarithm of a number that is not positive, and a fractional power of a
/// negative number do not exist. An operation on a number that does not exist gives none.
///
/// @param digits how many significant digits the ends of an interval have
public record Reals(int digits) {

  /// Fractions with more bits than this become intervals.
  private static final int LONGEST = 4096;

  /// Numbers with more digits before or after the point than this are not computed with.
  private static final int FARTHEST = 500_000_000;

  MathContext down() {
    return new MathContext(digits, RoundingMode.FLOOR);
  }

  MathContext up() {
    return new MathContext(digits, RoundingMode.CEILING);
  }

  /// A fraction, exact if it is short enough.
  Real of(Fraction value) {
    if (!value.isFinite()) {
      return new Absent(true, "division by zero");
    }
    return value.numerator().bitLength() + value.denominator().bitLength() <= LONGEST
        ? new Exact(value)
        : enclosed(new Exact(value));
  }

  /// The interval of a number that exists.
  Enclosed enclosed(Real x) {
    return switch (x) {
      case Enclosed interval -> interval;
      case Exact(Fraction value) -> {
        BigDecimal above = new BigDecimal(value.numerator());
        if (value.denominator().equals(BigInteger.ONE)) {
          yield new Enclosed(above.round(down()), above.round(up()));
        }
        BigDecimal below = new BigDecimal(value.denominator());
        yield new Enclosed(above.divide(below, down()), above.divide(below, up()));
      }
      case Absent absent -> throw new IllegalStateException(absent.reason());
    };
  }

  private static Absent neither(Real x, Real y) {
    return x instanceof Absent a && (a.certain() || !(y instanceof Absent)) ? a : (Absent) y;
  }

  private static boolean isAbsent(Real x, Real y) {
    return x instanceof Absent || y instanceof Absent;
  }

  /// `x + y`.
  Real plus(Real x, Real y) {
    if (x instanceof Exact(Fraction a) && y instanceof Exact(Fraction b)) {
      return of(a.plus(b));
    }
    if (isAbsent(x, y)) {
      return neither(x, y);
    }
    Enclosed a = enclosed(x);
    Enclosed b = enclosed(y);
    return new Enclosed(a.low().add(b.low(), down()), a.high().add(b.high(), up()));
  }

  /// `−x`.
  Real negated(Real x) {
    return switch (x) {
      case Exact(Fraction value) -> new Exact(value.negated());
      case Enclosed(BigDecimal low, BigDecimal high) -> new Enclosed(high.negate(), low.negate());
      case Absent _ -> x;
    };
  }

  /// `x · y`.
  Real times(Real x, Real y) {
    if (x instanceof Exact(Fraction a) && y instanceof Exact(Fraction b)) {
      return of(a.times(b));
    }
    if (isAbsent(x, y)) {
      return neither(x, y);
    }
    if (x.equals(Real.ZERO) || y.equals(Real.ZERO)) {
      return Real.ZERO;
    }
    Enclosed a = enclosed(x);
    Enclosed b = enclosed(y);
    if (isFar(a) || isFar(b)) {
      return new Absent(false, "a number too large or too small to compute");
    }
    if (a.low().signum() >= 0 && b.low().signum() >= 0) {
      return new Enclosed(a.low().multiply(b.low(), down()), a.high().multiply(b.high(), up()));
    }
    return spanned(
        List.of(
            a.low().multiply(b.low()),
            a.low().multiply(b.high()),
            a.high().multiply(b.low()),
            a.high().multiply(b.high())));
  }

  private static boolean isFar(Enclosed x) {
    return isFar(x.low()) || isFar(x.high());
  }

  private static boolean isFar(BigDecimal x) {
    return x.signum() != 0 && Math.abs((long) x.precision() - x.scale()) > FARTHEST;
  }

  private Enclosed spanned(List<BigDecimal> ends) {
    return new Enclosed(
        ends.stream().reduce(BigDecimal::min).orElseThrow().round(down()),
        ends.stream().reduce(BigDecimal::max).orElseThrow().round(up()));
  }

  /// `x / y`.
  Real over(Real x, Real y) {
    if (isAbsent(x, y)) {
      return neither(x, y);
    }
    if (y.equals(Real.ZERO)) {
      return new Absent(true, "division by zero");
    }
    if (x instanceof Exact(Fraction a) && y instanceof Exact(Fraction b)) {
      return of(a.over(b));
    }
    Enclosed b = enclosed(y);
    if (b.holdsZero()) {
      return new Absent(false, "division by what may be zero");
    }
    if (x.equals(Real.ZERO)) {
      return Real.ZERO;
    }
    if (isFar(b)) {
      return new Absent(false, "a number too large or too small to compute");
    }
    Enclosed inverse =
        new Enclosed(BigDecimal.ONE.divide(b.high(), down()), BigDecimal.ONE.divide(b.low(), up()));
    return times(x, inverse);
  }

  /// `xʸ`.
  Real power(Real x, Real y) {
    if (isAbsent(x, y)) {
      return neither(x, y);
    }
    if (y instanceof Exact(Fraction exponent)) {
      if (exponent.denominator().equals(BigInteger.ONE)) {
        return integerPower(x, exponent.numerator());
      }
      if (exponent.denominator().equals(BigInteger.TWO)) {
        return integerPower(call("sqrt", x), exponent.numerator());
      }
    }
    if (x.equals(Real.ONE)) {
      return x;
    }
    if (x.equals(Real.ZERO)) {
      return switch (holds(Relation.GT, y, Real.ZERO)) {
        case TRUE -> Real.ZERO;
        case FALSE -> new Absent(true, "a power of zero that does not exist");
        case UNKNOWN -> new Absent(false, "a power of zero that may not exist");
      };
    }
    return call("exp", times(y, call("log", x)));
  }

  private Real integerPower(Real x, BigInteger exponent) {
    if (x instanceof Absent || exponent.equals(BigInteger.ONE)) {
      return x;
    }
    if (exponent.signum() < 0) {
      return over(Real.ONE, integerPower(x, exponent.negate()));
    }
    if (exponent.signum() == 0 || x.equals(Real.ONE)) {
      return Real.ONE;
    }
    if (x.equals(Real.ZERO) || exponent.bitLength() > 31) {
      return x.equals(Real.ZERO) ? x : new Absent(false, "a power too large to compute");
    }
    if (x instanceof Exact(Fraction value)) {
      int length = value.numerator().bitLength() + value.denominator().bitLength();
      if (exponent.longValue() * length < LONGEST) {
        return new Exact(value.power(Fraction.of(exponent.longValue())));
      }
    }
    return power(enclosed(x), exponent.longValue());
  }

  private Real power(Enclosed x, long exponent) {
    if (x.low().signum() >= 0) {
      return squared(x, exponent);
    }
    boolean odd = exponent % 2 != 0;
    Real below =
        squared(new Enclosed(x.high().negate().max(BigDecimal.ZERO), x.low().negate()), exponent);
    if (x.high().signum() <= 0) {
      return odd ? negated(below) : below;
    }
    Real above = squared(new Enclosed(BigDecimal.ZERO, x.high()), exponent);
    if (isAbsent(below, above)) {
      return neither(below, above);
    }
    BigDecimal low = enclosed(below).high();
    BigDecimal high = enclosed(above).high();
    return odd ? new Enclosed(low.negate(), high) : new Enclosed(BigDecimal.ZERO, low.max(high));
  }

  /// A power of an interval without negative numbers, by repeated squaring.
  private Real squared(Enclosed x, long exponent) {
    Real result = Real.ONE;
    Real square = x;
    for (long n = exponent; n > 0; n /= 2) {
      result = n % 2 != 0 ? times(result, square) : result;
      square = n > 1 ? times(square, square) : square;
    }
    return result instanceof Absent ? result : enclosed(result);
  }

  /// A named function.
  Real call(String function, Real... x) {
    return new RealFunctions(this).of(function, List.of(x));
  }

  /// Whether a relation holds; unknown where intervals overlap.
  Truth holds(Relation relation, Real x, Real y) {
    if (isAbsent(x, y)) {
      return Truth.UNKNOWN;
    }
    if (x instanceof Exact(Fraction a) && y instanceof Exact(Fraction b)) {
      return order(relation, a.compareTo(b), a.compareTo(b));
    }
    Enclosed a = enclosed(x);
    Enclosed b = enclosed(y);
    // the least and the greatest sign that x − y can have
    return order(relation, a.low().compareTo(b.high()), a.high().compareTo(b.low()));
  }

  private static Truth order(Relation relation, int least, int greatest) {
    return switch (relation) {
      case LT -> greatest < 0 ? Truth.TRUE : least >= 0 ? Truth.FALSE : Truth.UNKNOWN;
      case LE -> greatest <= 0 ? Truth.TRUE : least > 0 ? Truth.FALSE : Truth.UNKNOWN;
      case GT -> order(Relation.LE, least, greatest).not();
      case GE -> order(Relation.LT, least, greatest).not();
      case EQ ->
          least == 0 && greatest == 0
              ? Truth.TRUE
              : least > 0 || greatest < 0 ? Truth.FALSE : Truth.UNKNOWN;
      case NE -> order(Relation.EQ, least, greatest).not();
    };
  }
}
