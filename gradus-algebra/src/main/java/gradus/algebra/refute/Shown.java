package gradus.algebra.refute;

import gradus.algebra.refute.Real.Absent;
import gradus.algebra.refute.Real.Enclosed;
import gradus.algebra.refute.Real.Exact;
import gradus.reference.Fraction;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// How a value is written: an exact fraction, or the digits that are certain and `…`.
final class Shown {

  private static final int DIGITS = 11;
  private static final int LONGEST = 40;

  private Shown() {}

  static String of(Real value) {
    return of(value, DIGITS);
  }

  /// With so many digits, or fewer where fewer are certain.
  static String of(Real value, int digits) {
    return switch (value) {
      case Exact(Fraction fraction) -> {
        String text = fraction.toString();
        yield text.length() <= LONGEST ? text : of(new Reals(digits + 5).enclosed(value), digits);
      }
      case Enclosed(BigDecimal low, BigDecimal high) -> digits(low, high, digits);
      case Absent(boolean _, String reason) -> reason;
    };
  }

  private static String digits(BigDecimal low, BigDecimal high, int most) {
    for (int digits = most; digits > 0; digits--) {
      MathContext cut = new MathContext(digits, RoundingMode.DOWN);
      BigDecimal first = low.round(cut);
      if (low.signum() == high.signum() && first.compareTo(high.round(cut)) == 0) {
        int magnitude = Enclosures.magnitude(first);
        return magnitude < -5 || magnitude > 15
            ? first.scaleByPowerOfTen(-magnitude).toPlainString() + "…e" + magnitude
            : first.toPlainString() + "…";
      }
    }
    MathContext three = new MathContext(3, RoundingMode.FLOOR);
    MathContext up = new MathContext(3, RoundingMode.CEILING);
    return "[" + low.round(three) + ", " + high.round(up) + "]";
  }
}
