package gradus.reference;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Elementary functions of decimals by their series, to a relative error of a few units of the last
/// digit but one.
///
/// @param digits how many significant digits
record DecimalFunctions(int digits) {

  private static final BigDecimal ONE = BigDecimal.ONE;
  private static final BigDecimal TWO = BigDecimal.TWO;
  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final BigDecimal TENTH = new BigDecimal("0.1");
  private static final int GUARD = 12;

  /// `ln 10` and `π` by their number of digits, since every call needs them again.
  private static final Map<Integer, BigDecimal> LN_10 = new ConcurrentHashMap<>();

  private static final Map<Integer, BigDecimal> PI = new ConcurrentHashMap<>();

  private MathContext context() {
    return new MathContext(digits + GUARD);
  }

  private BigDecimal rounded(BigDecimal x) {
    return x.round(new MathContext(digits));
  }

  /// Whether a term is too small to change a sum.
  private boolean isNegligible(BigDecimal term, BigDecimal sum) {
    if (term.signum() == 0) {
      return true;
    }
    long places = ((long) sum.precision() - sum.scale()) - ((long) term.precision() - term.scale());
    return sum.signum() != 0 && places > digits + GUARD;
  }

  /// `eˣ`, from `x = k ln 10 + r` as `10ᵏ (e^(r/256))²⁵⁶`.
  BigDecimal exp(BigDecimal x) {
    BigDecimal rough = x.divide(new BigDecimal("2.302585092994046"), 0, RoundingMode.HALF_EVEN);
    int k = rough.intValueExact();
    DecimalFunctions finer = new DecimalFunctions(digits + 12);
    BigDecimal rest = k == 0 ? x : x.subtract(finer.ln10().multiply(rough));
    MathContext wide = finer.context();
    BigDecimal power = finer.taylor(rest.divide(BigDecimal.valueOf(256), wide)).add(ONE);
    for (int i = 0; i < 8; i++) {
      power = power.multiply(power, wide);
    }
    return rounded(power.scaleByPowerOfTen(k));
  }

  /// `Σ xⁿ / n!` from n = 1 on.
  private BigDecimal taylor(BigDecimal x) {
    BigDecimal term = x;
    BigDecimal sum = x;
    for (int n = 2; !isNegligible(term, sum); n++) {
      term = term.multiply(x, context()).divide(BigDecimal.valueOf(n), context());
      sum = sum.add(term, context());
    }
    return sum;
  }

  /// `eˣ − 1`, keeping all digits near 0.
  BigDecimal expm1(BigDecimal x) {
    return x.abs().compareTo(HALF) < 0 ? rounded(taylor(x)) : rounded(exp(x).subtract(ONE));
  }

  /// `ln x` for x > 0, from `x = m 10ᵏ` with m from 0.3 to 3, by Halley's steps from the double.
  BigDecimal log(BigDecimal x) {
    BigDecimal above = x.subtract(ONE);
    if (above.abs().compareTo(TENTH) < 0) {
      return log1p(above);
    }
    int k = x.precision() - x.scale() - 1;
    BigDecimal mantissa = x.scaleByPowerOfTen(-k);
    if (mantissa.compareTo(new BigDecimal(3)) > 0) {
      k++;
      mantissa = mantissa.scaleByPowerOfTen(-1);
    }
    DecimalFunctions finer = new DecimalFunctions(digits + 12);
    MathContext wide = finer.context();
    BigDecimal y = new BigDecimal(StrictMath.log(mantissa.doubleValue()));
    for (int correct = 15; correct < digits + 24; correct *= 3) {
      BigDecimal e = finer.exp(y);
      y = y.add(TWO.multiply(mantissa.subtract(e)).divide(mantissa.add(e), wide), wide);
    }
    return rounded(y.add(finer.ln10().multiply(BigDecimal.valueOf(k))));
  }

  /// `ln(1 + x)` for x > −1, keeping all digits near 0.
  BigDecimal log1p(BigDecimal x) {
    return x.abs().compareTo(TENTH) < 0
        ? rounded(TWO.multiply(artanh(x.divide(TWO.add(x), context()))))
        : log(x.add(ONE));
  }

  /// `Σ x^(2n+1) / (2n+1)`.
  private BigDecimal artanh(BigDecimal x) {
    return odd(x, x.multiply(x));
  }

  /// `arctan x = Σ (−1)ⁿ x^(2n+1) / (2n+1)`.
  private BigDecimal arctan(BigDecimal x) {
    return odd(x, x.multiply(x).negate());
  }

  /// `Σ x qⁿ / (2n+1)`.
  private BigDecimal odd(BigDecimal x, BigDecimal q) {
    BigDecimal power = x;
    BigDecimal sum = x;
    for (int n = 1; !isNegligible(power, sum); n++) {
      power = power.multiply(q, context());
      sum = sum.add(power.divide(BigDecimal.valueOf(2L * n + 1), context()), context());
    }
    return sum;
  }

  private static BigDecimal ratio(int numerator, int denominator, MathContext context) {
    return BigDecimal.valueOf(numerator).divide(BigDecimal.valueOf(denominator), context);
  }

  private BigDecimal ln10() {
    return LN_10.computeIfAbsent(digits, _ -> computeLn10());
  }

  /// `ln 10 = 3 ln 2 + ln 5⁄4 = 6 artanh ⅓ + 2 artanh ⅑`.
  private BigDecimal computeLn10() {
    BigDecimal third = artanh(ratio(1, 3, context()));
    BigDecimal ninth = artanh(ratio(1, 9, context()));
    return BigDecimal.valueOf(6).multiply(third).add(TWO.multiply(ninth));
  }

  /// The circle number.
  BigDecimal pi() {
    return PI.computeIfAbsent(digits, _ -> computePi());
  }

  /// `π = 16 arctan 1⁄5 − 4 arctan 1⁄239`.
  private BigDecimal computePi() {
    BigDecimal fifth = arctan(ratio(1, 5, context()));
    BigDecimal small = arctan(ratio(1, 239, context()));
    return rounded(
        BigDecimal.valueOf(16).multiply(fifth).subtract(BigDecimal.valueOf(4).multiply(small)));
  }

  /// `sin x`, after taking out whole turns.
  BigDecimal sin(BigDecimal x) {
    int whole = Math.max(0, x.precision() - x.scale());
    DecimalFunctions finer = new DecimalFunctions(digits + whole + GUARD);
    BigDecimal turn = TWO.multiply(finer.pi());
    BigInteger turns = x.divide(turn, 0, RoundingMode.HALF_EVEN).toBigInteger();
    BigDecimal rest = x.subtract(turn.multiply(new BigDecimal(turns)));
    BigDecimal term = rest;
    BigDecimal sum = rest;
    BigDecimal square = rest.multiply(rest);
    for (int n = 1; !finer.isNegligible(term, sum); n++) {
      BigDecimal divisor = BigDecimal.valueOf(2L * n * (2 * n + 1)).negate();
      term = term.multiply(square).divide(divisor, finer.context());
      sum = sum.add(term, finer.context());
    }
    return rounded(sum);
  }

  /// `cos x = sin(x + π/2)`.
  BigDecimal cos(BigDecimal x) {
    int whole = Math.max(0, x.precision() - x.scale());
    return sin(x.add(new DecimalFunctions(digits + whole + GUARD).pi().multiply(HALF)));
  }

  /// `arctan x`, for any x: beyond ±1 by `±π/2 − arctan 1/x`, then by halves, `arctan x = 2 arctan
  /// (x / (1 + √(1 + x²)))`, until the series is short.
  BigDecimal atan(BigDecimal x) {
    DecimalFunctions finer = new DecimalFunctions(digits + GUARD);
    MathContext wide = finer.context();
    if (x.abs().compareTo(ONE) > 0) {
      BigDecimal quarter = finer.pi().multiply(HALF);
      BigDecimal rest = finer.atan(ONE.divide(x, wide));
      return rounded((x.signum() < 0 ? quarter.negate() : quarter).subtract(rest));
    }
    BigDecimal half = x;
    int halvings = 0;
    for (; half.abs().compareTo(TENTH) > 0; halvings++) {
      BigDecimal root = ONE.add(half.multiply(half)).sqrt(wide);
      half = half.divide(ONE.add(root), wide);
    }
    return rounded(finer.arctan(half).multiply(TWO.pow(halvings)));
  }

  /// `2/√π e^(−x²) Σ 2ⁿ x^(2n+1) / (2n+1)!!`; ±1 where the rest is too small to be seen.
  BigDecimal erf(BigDecimal x) {
    BigDecimal square = x.multiply(x);
    if (square.compareTo(BigDecimal.valueOf(3L * digits + 30)) > 0) {
      return BigDecimal.valueOf(x.signum());
    }
    BigDecimal term = x;
    BigDecimal sum = x;
    for (int n = 0; !isNegligible(term, sum); n++) {
      term = term.multiply(TWO).multiply(square).divide(BigDecimal.valueOf(2L * n + 3), context());
      sum = sum.add(term, context());
    }
    DecimalFunctions finer = new DecimalFunctions(digits + GUARD);
    BigDecimal bell = finer.exp(square.negate()).divide(finer.pi().sqrt(context()), context());
    return rounded(TWO.multiply(bell).multiply(sum));
  }
}
