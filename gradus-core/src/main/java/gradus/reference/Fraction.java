package gradus.reference;

import gradus.tensor.GraphException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/// An exact fraction in lowest terms; with denominator 0 it is ∞, −∞ or not a number.
///
/// @param numerator the integer above the line
/// @param denominator the integer below the line, 0 or more
public record Fraction(BigInteger numerator, BigInteger denominator)
    implements Comparable<Fraction> {

  /// Zero; there is no −0.
  public static final Fraction ZERO = of(0);

  /// One.
  public static final Fraction ONE = of(1);

  /// Positive infinity, 1/0.
  public static final Fraction INFINITY = new Fraction(BigInteger.ONE, BigInteger.ZERO);

  /// Not a number, 0/0.
  public static final Fraction NAN = new Fraction(BigInteger.ZERO, BigInteger.ZERO);

  public Fraction {
    boolean integer = denominator.equals(BigInteger.ONE);
    BigInteger common = integer ? denominator : numerator.gcd(denominator);
    if (!integer && common.signum() != 0) {
      BigInteger scale = denominator.signum() < 0 ? common.negate() : common;
      numerator = numerator.divide(scale);
      denominator = denominator.divide(scale);
    }
  }

  /// An integer.
  public static Fraction of(long value) {
    return new Fraction(BigInteger.valueOf(value), BigInteger.ONE);
  }

  /// A quotient of two integers.
  public static Fraction of(long numerator, long denominator) {
    return new Fraction(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }

  /// The exact value of a double.
  public static Fraction of(double value) {
    if (Double.isNaN(value)) {
      return NAN;
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? INFINITY : INFINITY.negated();
    }
    BigDecimal exact = new BigDecimal(value);
    return exact.scale() <= 0
        ? new Fraction(exact.toBigIntegerExact(), BigInteger.ONE)
        : new Fraction(exact.unscaledValue(), BigInteger.TEN.pow(exact.scale()));
  }

  /// The exact value of `3`, `-1/3`, `0.25` or `1e-3`.
  ///
  /// Throws {@link IllegalArgumentException} for anything else.
  public static Fraction parse(String text) {
    try {
      int line = text.indexOf('/');
      BigDecimal above = new BigDecimal(line < 0 ? text : text.substring(0, line));
      BigDecimal below = line < 0 ? BigDecimal.ONE : new BigDecimal(text.substring(line + 1));
      if (below.signum() != 0 && isShort(above) && isShort(below)) {
        return exact(above).over(exact(below));
      }
    } catch (NumberFormatException wrong) {
      throw unreadable(text, wrong);
    }
    throw unreadable(text, null);
  }

  private static boolean isShort(BigDecimal number) {
    return Math.abs((long) number.scale()) <= 10_000;
  }

  private static Fraction exact(BigDecimal number) {
    return new Fraction(number.unscaledValue(), BigInteger.ONE)
        .times(new Fraction(BigInteger.TEN, BigInteger.ONE).power(of(-number.scale())));
  }

  private static IllegalArgumentException unreadable(
      String text, @Nullable NumberFormatException cause) {
    return new IllegalArgumentException(
        "a number: expected an integer, a decimal or a fraction such as 1/3, found \"%s\". Mend it."
            .formatted(text),
        cause);
  }

  /// Whether this is a number: neither infinite nor not a number.
  public boolean isFinite() {
    return denominator.signum() != 0;
  }

  /// Whether this is not a number.
  public boolean isNan() {
    return denominator.signum() == 0 && numerator.signum() == 0;
  }

  /// −1, 0 or 1.
  public int signum() {
    return numerator.signum();
  }

  /// The negative.
  public Fraction negated() {
    return new Fraction(numerator.negate(), denominator);
  }

  /// The sum; `∞ − ∞` is not a number.
  public Fraction plus(Fraction other) {
    if (isFinite() && other.isFinite()) {
      return new Fraction(
          numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
          denominator.multiply(other.denominator));
    }
    return isFinite() ? other : other.isFinite() || other.equals(this) ? this : NAN;
  }

  /// The product; `0 · ∞` is not a number.
  public Fraction times(Fraction other) {
    return new Fraction(
        numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  /// The quotient; `x / 0` is infinite, `0 / 0` and `∞ / ∞` are not numbers.
  public Fraction over(Fraction other) {
    // by its sign alone below the line, so that 1/−∞ is 0 and 1/0 is +∞
    boolean below = other.numerator.signum() < 0;
    return times(
        new Fraction(
            below ? other.denominator.negate() : other.denominator, other.numerator.abs()));
  }

  /// The integer power; a fractional one is no fraction and is refused.
  public Fraction power(Fraction exponent) {
    if (!exponent.denominator.equals(BigInteger.ONE) || exponent.numerator.bitLength() > 20) {
      throw new GraphException(
          "power of exact fractions: expected an integer exponent below 2^20, found %s. Evaluate in double."
              .formatted(exponent));
    }
    int n = exponent.numerator.intValue();
    if (n == 0) {
      return ONE;
    }
    Fraction power = new Fraction(numerator.pow(Math.abs(n)), denominator.pow(Math.abs(n)));
    return n > 0 ? power : ONE.over(power);
  }

  /// The largest integer not above this.
  public Fraction floor() {
    if (!isFinite()) {
      return this;
    }
    BigInteger[] parts = numerator.divideAndRemainder(denominator);
    BigInteger floor = parts[1].signum() < 0 ? parts[0].subtract(BigInteger.ONE) : parts[0];
    return new Fraction(floor, BigInteger.ONE);
  }

  /// The order of two numbers, neither of them {@link #NAN}.
  @Override
  public int compareTo(Fraction other) {
    if (!isFinite() || !other.isFinite()) {
      return Integer.compare(isFinite() ? 0 : signum(), other.isFinite() ? 0 : other.signum());
    }
    return denominator.equals(other.denominator)
        ? numerator.compareTo(other.numerator)
        : numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }

  /// The nearest double.
  public double toDouble() {
    if (!isFinite()) {
      return signum() / 0.0;
    }
    // 60 digits first: rounding twice could only matter for a tie that 60 digits cannot tell
    return new BigDecimal(numerator)
        .divide(new BigDecimal(denominator), new MathContext(60))
        .doubleValue();
  }

  /// `3/4`; an integer without a line.
  @Override
  public String toString() {
    return denominator.equals(BigInteger.ONE)
        ? numerator.toString()
        : numerator + "/" + denominator;
  }
}
