package gradus.algebra.refute;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Elementary functions in binary fixed point, each with a proved bound of its error.
///
/// A number `v` stands for `v · 2^(−bits)`, one unit is `2^(−bits)`. Every division rounds down, by
/// less than one unit.
///
/// @param bits how many binary places
record FixedPoint(int bits) {

  /// An interval in units.
  ///
  /// @param low not above the number
  /// @param high not below it
  record Bounds(BigInteger low, BigInteger high) {

    Bounds plus(Bounds other) {
      return new Bounds(low.add(other.low), high.add(other.high));
    }

    /// Minus an integer multiple of a positive number.
    Bounds minus(BigInteger times, Bounds other) {
      BigInteger a = times.multiply(times.signum() < 0 ? other.high : other.low);
      BigInteger b = times.multiply(times.signum() < 0 ? other.low : other.high);
      return new Bounds(low.subtract(b), high.subtract(a));
    }
  }

  private static final Map<Integer, Bounds> LN_10 = new ConcurrentHashMap<>();
  private static final Map<Integer, Bounds> PI = new ConcurrentHashMap<>();

  /// How often the argument of the exponential is halved before the series.
  private static final int HALVINGS = 8;

  private static final int GUARD = 16;

  /// The number, to within a unit.
  Bounds of(BigDecimal x) {
    BigInteger floor =
        x.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(bits)))
            .setScale(0, RoundingMode.FLOOR)
            .toBigInteger();
    return new Bounds(floor, floor.add(BigInteger.ONE));
  }

  /// The interval in decimals, rounded outwards.
  Real.Enclosed decimal(Bounds bounds, int digits) {
    BigInteger scale = BigInteger.valueOf(5).pow(bits);
    return new Real.Enclosed(
        new BigDecimal(bounds.low.multiply(scale), bits)
            .round(new MathContext(digits, RoundingMode.FLOOR)),
        new BigDecimal(bounds.high.multiply(scale), bits)
            .round(new MathContext(digits, RoundingMode.CEILING)));
  }

  /// `eʳ` for an `r` from 0 to 2.4, by the series at `r/256` and eight squarings.
  ///
  /// Each term of the series is too small by less than 4 units: `t′ = t·r/n` with `r/256 < 1/100`
  /// takes over a hundredth of the error before, and adds one for `r` and two roundings. The sum
  /// over `n` terms and the tail is too small by less than `4n + 5`. Squaring `v` multiplies the
  /// error by at most `2v` and adds one; the product of the `2v` is at most `256·e^2.4 < 2900`, so
  /// that the result is too small by less than `2900·(4n + 5) + 8·2900`. An `r` too small by `δ`
  /// units, `δ` far below 1, adds less than `2·e^2.4·δ < 23δ`.
  Bounds exp(Bounds r) {
    BigInteger small = r.low.shiftRight(HALVINGS);
    BigInteger term = BigInteger.ONE.shiftLeft(bits);
    BigInteger sum = term;
    long n = 0;
    while (term.signum() != 0) {
      n++;
      term = term.multiply(small).shiftRight(bits).divide(BigInteger.valueOf(n));
      sum = sum.add(term);
    }
    for (int i = 0; i < HALVINGS; i++) {
      sum = sum.multiply(sum).shiftRight(bits);
    }
    BigInteger input = r.high.subtract(r.low).multiply(BigInteger.valueOf(23));
    return new Bounds(sum, sum.add(BigInteger.valueOf(2900 * (4 * n + 13))).add(input));
  }

  /// `sin r` for an `r` from −3.3 to 3.3, by its series.
  ///
  /// Each term is wrong by less than 10 units: with `r² < 11`, known to 8 units, and terms below 6,
  /// the errors are at most `1, 9, 9, 5, …`. The terms fall in size once `n > 3`, so that the tail
  /// is smaller than the first term left out. The slope of the sine is at most 1.
  Bounds sin(Bounds r) {
    BigInteger square = r.low.multiply(r.low).shiftRight(bits);
    BigInteger term = r.low;
    BigInteger sum = term;
    long n = 1;
    while (term.abs().compareTo(BigInteger.TWO) > 0 || n < 9) {
      BigInteger divisor = BigInteger.valueOf(-(n + 1) * (n + 2));
      term = term.multiply(square).shiftRight(bits).divide(divisor);
      sum = sum.add(term);
      n += 2;
    }
    BigInteger error = BigInteger.valueOf(10 * (n + 2));
    return new Bounds(sum.subtract(error), sum.add(error).add(r.high.subtract(r.low)));
  }

  /// `ln 10 = 6 artanh ⅓ + 2 artanh ⅑`.
  Bounds ln10() {
    return LN_10.computeIfAbsent(
        bits, _ -> guarded(finer().odd(3, 1, 6).add(finer().odd(9, 1, 2))));
  }

  /// `π = 16 arctan ⅕ − 4 arctan 1⁄239`.
  Bounds pi() {
    return PI.computeIfAbsent(
        bits, _ -> guarded(finer().odd(5, -1, 16).add(finer().odd(239, -1, -4))));
  }

  private FixedPoint finer() {
    return new FixedPoint(bits + GUARD);
  }

  /// `factor · Σ signⁿ q^(−2n−1) / (2n+1)`: each term is wrong by less than 3 units, the tail by
  /// less than 1; with up to 1000 terms and a factor of 16 that is less than 2¹⁶ units.
  private BigInteger odd(long q, int sign, long factor) {
    BigInteger power = BigInteger.ONE.shiftLeft(bits).divide(BigInteger.valueOf(q));
    BigInteger sum = power;
    for (long n = 1; power.signum() != 0; n++) {
      power = power.divide(BigInteger.valueOf(q * q));
      BigInteger term = power.divide(BigInteger.valueOf(2 * n + 1));
      sum = sign < 0 && n % 2 != 0 ? sum.subtract(term) : sum.add(term);
    }
    return sum.multiply(BigInteger.valueOf(factor));
  }

  /// Without the guard bits: two series, wrong by less than 2 units of the guard together.
  private static Bounds guarded(BigInteger value) {
    BigInteger floor = value.shiftRight(GUARD);
    return new Bounds(floor.subtract(BigInteger.TWO), floor.add(BigInteger.valueOf(3)));
  }
}
