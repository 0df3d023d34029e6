package gradus.algebra.curvature;

import gradus.reference.Fraction;

/// A quotient of polynomials. Nothing is cancelled, so that every root of a denominator stays.
///
/// @param above the numerator
/// @param below the denominator, not 0
record Ratio(Polynomial above, Polynomial below) {

  static Ratio of(Polynomial above) {
    return new Ratio(above, Polynomial.ONE);
  }

  Ratio plus(Ratio other) {
    if (below.equals(other.below)) {
      return new Ratio(above.plus(other.above), below);
    }
    return new Ratio(
        above.times(other.below).plus(other.above.times(below)), below.times(other.below));
  }

  Ratio times(Ratio other) {
    return new Ratio(above.times(other.above), below.times(other.below));
  }

  Ratio negated() {
    return new Ratio(above.times(Fraction.of(-1)), below);
  }

  /// The power with an exponent of 0 or more.
  Ratio power(int n) {
    Ratio power = of(Polynomial.ONE);
    for (int i = 0; i < n; i++) {
      power = power.times(this);
    }
    return power;
  }
}
