package gradus.explain.notation;

import gradus.formula.Formula;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/// How an exact number is written: an integer, a short fraction, or the shortest decimal of a
/// double.
final class Digits {

  private static final BigInteger LARGEST_DENOMINATOR = BigInteger.valueOf(1000);

  private Digits() {}

  /// Whether it is written as a fraction.
  static boolean isFraction(Formula.Num number) {
    return !number.denominator().equals(BigInteger.ONE) && decimal(number).isEmpty();
  }

  /// The decimal that stands for a double with a long fraction, such as 0.01; else empty.
  static Optional<String> decimal(Formula.Num number) {
    if (number.denominator().compareTo(LARGEST_DENOMINATOR) <= 0
        || number.denominator().bitCount() != 1) {
      return Optional.empty();
    }
    BigDecimal exact =
        new BigDecimal(number.numerator()).divide(new BigDecimal(number.denominator()));
    double nearest = exact.doubleValue();
    return new BigDecimal(nearest).compareTo(exact) == 0
        ? Optional.of(plain(nearest))
        : Optional.empty();
  }

  private static String plain(double value) {
    BigDecimal shortest = new BigDecimal(Double.toString(value));
    return Math.abs(value) < 1e-4 ? Double.toString(value) : shortest.toPlainString();
  }
}
