package gradus.algebra.refute;

import gradus.algebra.refute.FixedPoint.Bounds;
import gradus.algebra.refute.Real.Enclosed;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/// Intervals that hold the value of an elementary function at a decimal.
///
/// @param digits how many significant digits the ends have
record Enclosures(int digits) {

  /// The largest size of an argument of the exponential.
  static final BigDecimal LARGEST = BigDecimal.valueOf(1_000_000);

  private static final BigDecimal LN_10 = new BigDecimal("2.302585092994046");

  private MathContext down() {
    return new MathContext(digits, RoundingMode.FLOOR);
  }

  private MathContext up() {
    return new MathContext(digits, RoundingMode.CEILING);
  }

  private int bits(int more) {
    return (int) (digits * 3.33) + 64 + more;
  }

  /// The decimal exponent of the first digit.
  static int magnitude(BigDecimal x) {
    return x.precision() - x.scale() - 1;
  }

  /// `eˣ` for `|x| ≤` {@link #LARGEST}, as `10ᵐ eʳ`.
  Enclosed exp(BigDecimal x) {
    if (x.signum() == 0 || magnitude(x) < -digits - 5) {
      return nearOne(x);
    }
    BigInteger m = x.divide(LN_10, 0, RoundingMode.FLOOR).toBigInteger();
    FixedPoint fixed = new FixedPoint(bits(m.bitLength()));
    Bounds rest = fixed.of(x).minus(m, fixed.ln10());
    if (rest.low().signum() < 0) {
      m = m.subtract(BigInteger.ONE);
      rest = fixed.of(x).minus(m, fixed.ln10());
    }
    Enclosed power = fixed.decimal(fixed.exp(rest), digits);
    int shift = m.intValueExact();
    return new Enclosed(
        power.low().scaleByPowerOfTen(shift), power.high().scaleByPowerOfTen(shift));
  }

  /// `eˣ` lies between 1 and 1 + 2x for a tiny x.
  private Enclosed nearOne(BigDecimal x) {
    BigDecimal ulp = BigDecimal.ONE.scaleByPowerOfTen(-digits);
    return new Enclosed(
        x.signum() < 0 ? BigDecimal.ONE.subtract(ulp) : BigDecimal.ONE,
        x.signum() > 0 ? BigDecimal.ONE.add(ulp) : BigDecimal.ONE);
  }

  /// `ln x` for `x > 0`, as `L + k ln 10 + ln(1 + q)` with `L` a double near `ln m` and `q = m/eᴸ −
  /// 1`.
  Enclosed log(BigDecimal x) {
    int k = magnitude(x);
    BigDecimal m = x.scaleByPowerOfTen(-k);
    if (k == -1 && m.compareTo(BigDecimal.valueOf(5)) > 0) {
      k = 0;
      m = x;
    }
    BigDecimal near = new BigDecimal(StrictMath.log(m.doubleValue()));
    Enclosures finer = new Enclosures(digits + 4);
    Reals reals = new Reals(digits + 4);
    Real quotient = reals.over(new Enclosed(m, m), finer.exp(near));
    Real rest = near.signum() == 0 ? point(m.subtract(BigDecimal.ONE)) : less(quotient);
    Real sum = reals.plus(point(near), finer.log1p((Enclosed) rest));
    if (k == 0) {
      return rounded((Enclosed) sum);
    }
    FixedPoint fixed = new FixedPoint(bits(32));
    Real shift = reals.times(Real.of(k), fixed.decimal(fixed.ln10(), digits + 10));
    return rounded((Enclosed) reals.plus(sum, shift));
  }

  private static Enclosed point(BigDecimal x) {
    return new Enclosed(x, x);
  }

  private static Enclosed less(Real quotient) {
    Enclosed interval = (Enclosed) quotient;
    return new Enclosed(
        interval.low().subtract(BigDecimal.ONE), interval.high().subtract(BigDecimal.ONE));
  }

  private Enclosed rounded(Enclosed x) {
    return new Enclosed(x.low().round(down()), x.high().round(up()));
  }

  /// `ln(1 + q)` for `|q| ≤ 1/10`: the series, with `|q|ⁿ/(1 − |q|)` for what is left out.
  Enclosed log1p(Enclosed q) {
    BigDecimal size = q.low().abs().max(q.high().abs());
    if (size.signum() == 0) {
      return point(BigDecimal.ZERO);
    }
    Reals reals = new Reals(digits + 4);
    Real power = q;
    Real sum = q;
    BigDecimal rest = size.multiply(size, up());
    int last = magnitude(size) - digits - 4;
    for (int n = 2; magnitude(rest) > last; n++) {
      power = reals.negated(reals.times(power, q));
      sum = reals.plus(sum, reals.over(power, Real.of(n)));
      rest = rest.multiply(size, up());
    }
    BigDecimal tail = rest.multiply(BigDecimal.valueOf(2));
    Enclosed found = (Enclosed) sum;
    return rounded(new Enclosed(found.low().subtract(tail), found.high().add(tail)));
  }

  /// The circle number.
  Enclosed pi() {
    FixedPoint fixed = new FixedPoint(bits(0));
    return fixed.decimal(fixed.pi(), digits);
  }

  /// `sin(x + quarters · π/2)` for `|x| < 10¹⁰⁰`, after taking out whole turns.
  Enclosed sin(BigDecimal x, int quarters) {
    FixedPoint fixed = new FixedPoint(bits(8 + 4 * Math.max(0, magnitude(x))));
    Bounds pi = fixed.pi();
    Bounds half = new Bounds(pi.low().shiftRight(1), pi.high().shiftRight(1).add(BigInteger.ONE));
    Bounds turn = new Bounds(pi.low().shiftLeft(1), pi.high().shiftLeft(1));
    Bounds moved = fixed.of(x).minus(BigInteger.valueOf(-quarters), half);
    BigInteger turns = moved.low().add(pi.low()).divide(turn.low());
    Bounds rest = moved.minus(turns, turn);
    while (rest.low().compareTo(pi.low().negate()) < 0) {
      turns = turns.subtract(BigInteger.ONE);
      rest = moved.minus(turns, turn);
    }
    return fixed.decimal(fixed.sin(rest), digits);
  }

  /// `erf x` for `x ≥ 0`: `2/√π e^(−x²) Σ 2ⁿ x^(2n+1) / (2n+1)!!`, whose terms are positive, with
  /// the last term for what is left out once the terms halve; from 1 − e^(−x²) to 1 for a large x.
  Enclosed erf(BigDecimal x) {
    Reals reals = new Reals(digits + 6);
    Real square = reals.times(point(x), point(x));
    Real bell = reals.call("exp", reals.negated(square));
    if (x.multiply(x).compareTo(BigDecimal.valueOf(3L * digits + 30)) > 0) {
      return new Enclosed(
          ((Enclosed) reals.plus(Real.ONE, reals.negated(bell))).low().round(down()),
          BigDecimal.ONE);
    }
    Real term = point(x);
    Real sum = term;
    BigDecimal ratio = x.multiply(x).multiply(BigDecimal.valueOf(4));
    for (int n = 0;
        ratio.compareTo(BigDecimal.valueOf(2L * n + 3)) > 0 || !isNegligible(term, sum);
        n++) {
      Real doubled = reals.times(term, reals.times(Real.of(2), square));
      term = reals.over(doubled, Real.of(2L * n + 3));
      sum = reals.plus(sum, term);
    }
    sum = reals.plus(sum, new Enclosed(BigDecimal.ZERO, ((Enclosed) term).high()));
    Real root = reals.call("sqrt", new Enclosures(digits + 6).pi());
    Real scale = reals.over(reals.times(Real.of(2), bell), root);
    return rounded((Enclosed) reals.times(scale, sum));
  }

  private boolean isNegligible(Real term, Real sum) {
    BigDecimal high = ((Enclosed) term).high();
    return high.signum() == 0 || magnitude(high) < magnitude(((Enclosed) sum).low()) - digits - 6;
  }
}
