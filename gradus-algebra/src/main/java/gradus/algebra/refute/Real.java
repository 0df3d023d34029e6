package gradus.algebra.refute;

import gradus.reference.Fraction;
import java.math.BigDecimal;

/// What is known of a real number: its exact value, an interval that holds it, or that there is
/// none.
public sealed interface Real {

  /// Zero.
  Real ZERO = of(0);

  /// One.
  Real ONE = of(1);

  /// The number itself.
  ///
  /// @param value a finite fraction
  record Exact(Fraction value) implements Real {}

  /// An interval that holds the number, both ends included.
  ///
  /// @param low not above the number
  /// @param high not below it
  record Enclosed(BigDecimal low, BigDecimal high) implements Real {
    /// Whether 0 lies in the interval.
    boolean holdsZero() {
      return low.signum() <= 0 && high.signum() >= 0;
    }
  }

  /// There is no number, or it could not be computed.
  ///
  /// @param certain whether there is none, however many digits are taken
  /// @param reason in words
  record Absent(boolean certain, String reason) implements Real {}

  /// An integer.
  static Real of(long value) {
    return new Exact(Fraction.of(value));
  }
}
