package gradus.algebra.curvature;

import gradus.reference.Fraction;

/// Between which numbers a term lies.
///
/// @param low no value is below
/// @param lowOpen whether none is equal to `low` either
/// @param high no value is above
/// @param highOpen whether none is equal to `high` either
record Spread(Fraction low, boolean lowOpen, Fraction high, boolean highOpen) {

  private static final Fraction MINUS = Fraction.INFINITY.negated();

  static final Spread ALL = new Spread(MINUS, true, Fraction.INFINITY, true);
  static final Spread NOT_NEGATIVE = new Spread(Fraction.ZERO, false, Fraction.INFINITY, true);
  static final Spread POSITIVE = new Spread(Fraction.ZERO, true, Fraction.INFINITY, true);

  static Spread of(Fraction value) {
    return new Spread(value, false, value, false);
  }

  static Spread open(long low, long high) {
    return new Spread(Fraction.of(low), true, Fraction.of(high), true);
  }

  boolean isNotNegative() {
    return low.signum() >= 0;
  }

  boolean isPositive() {
    return low.signum() > 0 || (low.signum() == 0 && lowOpen);
  }

  boolean isNotPositive() {
    return high.signum() <= 0;
  }

  Spread negated() {
    return new Spread(
        high.negated(), /* lowOpen= */ highOpen, low.negated(), /* highOpen= */ lowOpen);
  }

  Spread plus(Spread other) {
    return new Spread(
        low.isFinite() && other.low.isFinite() ? low.plus(other.low) : MINUS,
        lowOpen || other.lowOpen,
        high.isFinite() && other.high.isFinite() ? high.plus(other.high) : Fraction.INFINITY,
        highOpen || other.highOpen);
  }

  /// Products of terms of known sign; of others nothing is said.
  Spread times(Spread other) {
    if (isNotPositive() && !isNotNegative()) {
      return negated().times(other).negated();
    }
    if (other.isNotPositive() && !other.isNotNegative()) {
      return times(other.negated()).negated();
    }
    if (!isNotNegative() || !other.isNotNegative()) {
      return ALL;
    }
    boolean finite = high.isFinite() && other.high.isFinite();
    Fraction least = low.times(other.low);
    boolean open =
        least.signum() > 0 ? lowOpen || other.lowOpen : isPositive() && other.isPositive();
    return new Spread(
        least,
        open,
        finite ? high.times(other.high) : Fraction.INFINITY,
        !finite || (highOpen && other.highOpen));
  }

  /// One divided by a positive term.
  Spread inverse() {
    if (!isNotNegative()) {
      return isNotPositive() ? negated().inverse().negated() : ALL;
    }
    boolean bounded = low.signum() > 0;
    boolean zero = !high.isFinite();
    return new Spread(
        zero ? Fraction.ZERO : Fraction.ONE.over(high),
        zero || highOpen,
        bounded ? Fraction.ONE.over(low) : Fraction.INFINITY,
        !bounded || lowOpen);
  }

  /// The values of either.
  Spread or(Spread other) {
    int below = low.compareTo(other.low);
    int above = high.compareTo(other.high);
    return new Spread(
        below <= 0 ? low : other.low,
        below == 0 ? lowOpen && other.lowOpen : below < 0 ? lowOpen : other.lowOpen,
        above >= 0 ? high : other.high,
        above == 0 ? highOpen && other.highOpen : above > 0 ? highOpen : other.highOpen);
  }

  /// The larger of a value of each.
  Spread max(Spread other) {
    int below = low.compareTo(other.low);
    int above = high.compareTo(other.high);
    return new Spread(
        below >= 0 ? low : other.low,
        below == 0 ? lowOpen || other.lowOpen : below > 0 ? lowOpen : other.lowOpen,
        above >= 0 ? high : other.high,
        above == 0 ? highOpen && other.highOpen : above > 0 ? highOpen : other.highOpen);
  }
}
