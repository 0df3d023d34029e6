package gradus.algebra.limits;

import gradus.formula.Formula;

/// What a term tends to.
public sealed interface Tends {

  /// On which side of its limit a term is, near the place.
  enum Side {
    /// It is the limit itself.
    EXACT,
    /// Above it.
    ABOVE,
    /// Below it.
    BELOW,
    /// Nothing is known.
    UNKNOWN;

    /// The other side.
    Side turned() {
      return this == ABOVE ? BELOW : this == BELOW ? ABOVE : this;
    }

    /// The side of a sum.
    Side plus(Side other) {
      return this == other || other == EXACT ? this : this == EXACT ? other : UNKNOWN;
    }

    /// The side on which a sign is; of 0 the limit itself.
    static Side of(int sign) {
      return sign > 0 ? ABOVE : sign < 0 ? BELOW : EXACT;
    }
  }

  /// A number, which is the same at all points near the place.
  ///
  /// @param value the number as a term without the variable
  /// @param side on which side of it the term is
  record Value(Formula value, Side side) implements Tends {}

  /// Beyond all bounds.
  ///
  /// @param up whether above all
  record Infinite(boolean up) implements Tends {

    /// The number of the sign of what is without bound.
    int sign() {
      return up ? 1 : -1;
    }
  }

  /// The limit as a term: `infinity`, or its negative, where there is no bound.
  default Formula term() {
    return switch (this) {
      case Value(Formula value, Side _) -> value;
      case Infinite(boolean up) -> {
        Formula infinity = new Formula.Named("infinity");
        yield up ? infinity : infinity.negated();
      }
    };
  }
}
