package gradus.reference;

import java.math.BigDecimal;

/// A decimal number of any length, or ±∞ or not a number.
public sealed interface Decimal {

  /// A number.
  ///
  /// @param value its digits
  record Finite(BigDecimal value) implements Decimal {}

  /// No number.
  ///
  /// @param value ∞, −∞ or NaN
  record Special(double value) implements Decimal {}

  /// The exact value of a double.
  static Decimal of(double value) {
    return Double.isFinite(value) ? new Finite(new BigDecimal(value)) : new Special(value);
  }

  /// The nearest double.
  default double toDouble() {
    return switch (this) {
      case Finite(BigDecimal digits) -> digits.doubleValue();
      case Special(double special) -> special;
    };
  }
}
