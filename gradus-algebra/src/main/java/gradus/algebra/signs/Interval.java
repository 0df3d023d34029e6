package gradus.algebra.signs;

import gradus.reference.Fraction;
import java.util.List;
import java.util.function.UnaryOperator;

/// Between which numbers a term lies.
///
/// @param low no value is below
/// @param lowOpen whether none is equal to `low` either
/// @param high no value is above
/// @param highOpen whether none is equal to `high` either
public record Interval(Fraction low, boolean lowOpen, Fraction high, boolean highOpen) {

  private static final Fraction MINUS = Fraction.INFINITY.negated();

  /// All numbers.
  public static final Interval ALL = new Interval(MINUS, true, Fraction.INFINITY, true);

  static final Interval NOT_NEGATIVE = new Interval(Fraction.ZERO, false, Fraction.INFINITY, true);
  static final Interval POSITIVE = new Interval(Fraction.ZERO, true, Fraction.INFINITY, true);
  static final Interval UNIT = new Interval(Fraction.ZERO, false, Fraction.ONE, false);

  static Interval of(Fraction value) {
    return new Interval(value, false, value, false);
  }

  /// Whether no value is below 0.
  public boolean isNotNegative() {
    return low.signum() >= 0;
  }

  /// Whether all values are above 0.
  public boolean isPositive() {
    return low.signum() > 0 || (low.signum() == 0 && lowOpen);
  }

  boolean isNotPositive() {
    return high.signum() <= 0;
  }

  boolean isNegative() {
    return negated().isPositive();
  }

  Interval negated() {
    return new Interval(
        high.negated(), /* lowOpen= */ highOpen, low.negated(), /* highOpen= */ lowOpen);
  }

  Interval plus(Interval other) {
    return new Interval(
        low.plus(other.low),
        lowOpen || other.lowOpen,
        high.plus(other.high),
        highOpen || other.highOpen);
  }

  /// The least and the greatest of the products of ends, since a product is affine in each factor.
  Interval times(Interval other) {
    List<End> ends =
        List.of(
            new End(low, lowOpen).times(new End(other.low, other.lowOpen)),
            new End(low, lowOpen).times(new End(other.high, other.highOpen)),
            new End(high, highOpen).times(new End(other.low, other.lowOpen)),
            new End(high, highOpen).times(new End(other.high, other.highOpen)));
    End least = ends.getFirst();
    End most = ends.getFirst();
    for (End end : ends) {
      int below = end.at.compareTo(least.at);
      int above = end.at.compareTo(most.at);
      least = below < 0 || (below == 0 && !end.open) ? end : least;
      most = above > 0 || (above == 0 && !end.open) ? end : most;
    }
    return new Interval(least.at, least.open, most.at, most.open);
  }

  private record End(Fraction at, boolean open) {
    End times(End other) {
      boolean zero = (at.signum() == 0 && !open) || (other.at.signum() == 0 && !other.open);
      Fraction product =
          at.signum() == 0 || other.at.signum() == 0 ? Fraction.ZERO : at.times(other.at);
      return new End(product, !zero && (open || other.open));
    }
  }

  Interval square() {
    Interval size = size();
    return size.times(size);
  }

  /// Of the absolute value.
  Interval size() {
    if (isNotNegative()) {
      return this;
    }
    Interval most = isNotPositive() ? negated() : maximum(negated());
    return isNotPositive() ? most : new Interval(Fraction.ZERO, false, most.high, most.highOpen);
  }

  /// One divided by the term, which is then not 0.
  Interval inverse() {
    if (!isNotNegative()) {
      return isNotPositive() ? negated().inverse().negated() : ALL;
    }
    boolean zero = !high.isFinite() || high.signum() == 0;
    return new Interval(
        zero ? Fraction.ZERO : Fraction.ONE.over(high),
        zero || highOpen,
        low.signum() > 0 ? Fraction.ONE.over(low) : Fraction.INFINITY,
        low.signum() <= 0 || lowOpen);
  }

  /// The values of either.
  Interval or(Interval other) {
    int below = low.compareTo(other.low);
    int above = high.compareTo(other.high);
    return new Interval(
        below <= 0 ? low : other.low,
        below == 0 ? lowOpen && other.lowOpen : below < 0 ? lowOpen : other.lowOpen,
        above >= 0 ? high : other.high,
        above == 0 ? highOpen && other.highOpen : above > 0 ? highOpen : other.highOpen);
  }

  /// What both say.
  Interval and(Interval other) {
    int below = low.compareTo(other.low);
    int above = high.compareTo(other.high);
    return new Interval(
        below >= 0 ? low : other.low,
        below == 0 ? lowOpen || other.lowOpen : below > 0 ? lowOpen : other.lowOpen,
        above <= 0 ? high : other.high,
        above == 0 ? highOpen || other.highOpen : above < 0 ? highOpen : other.highOpen);
  }

  /// The larger of a value of each.
  Interval maximum(Interval other) {
    int below = low.compareTo(other.low);
    int above = high.compareTo(other.high);
    return new Interval(
        below >= 0 ? low : other.low,
        below == 0 ? lowOpen || other.lowOpen : below > 0 ? lowOpen : other.lowOpen,
        above >= 0 ? high : other.high,
        above == 0 ? highOpen && other.highOpen : above > 0 ? highOpen : other.highOpen);
  }

  /// The range of a strictly growing function whose value at 0 alone is known, and its limits.
  Interval through(Fraction lowest, Fraction atZero, Fraction highest) {
    return new Interval(
        isNotNegative() ? atZero : lowest,
        !isNotNegative() || isPositive(),
        isNotPositive() ? atZero : highest,
        !isNotPositive() || isNegative());
  }

  /// The range of a function that does not fall, from its values at the ends.
  Interval mapped(UnaryOperator<Fraction> growing) {
    Fraction least = growing.apply(low);
    Fraction most = growing.apply(high);
    return new Interval(least, !least.isFinite(), most, !most.isFinite());
  }
}
