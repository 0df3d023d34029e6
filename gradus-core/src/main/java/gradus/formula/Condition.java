package gradus.formula;

import java.util.List;

/// A statement about terms that is true or false.
public sealed interface Condition {

  /// A relation between two numbers, with its sign.
  enum Relation {
    /// Equal.
    EQ("="),
    /// Not equal.
    NE("≠"),
    /// Less.
    LT("<"),
    /// Less or equal.
    LE("≤"),
    /// Greater.
    GT(">"),
    /// Greater or equal.
    GE("≥");

    private final String sign;

    Relation(String sign) {
      this.sign = sign;
    }

    /// The sign as it is written.
    public String sign() {
      return sign;
    }

    /// What holds where this does not.
    public Relation contrary() {
      return switch (this) {
        case EQ -> NE;
        case NE -> EQ;
        case LT -> GE;
        case LE -> GT;
        case GT -> LE;
        case GE -> LT;
      };
    }

    /// The same with both sides exchanged.
    public Relation turned() {
      return switch (this) {
        case EQ, NE -> this;
        case LT -> GT;
        case LE -> GE;
        case GT -> LT;
        case GE -> LE;
      };
    }

    /// Whether it holds of two numbers, by the sign of their difference.
    public boolean holds(int difference) {
      return switch (this) {
        case EQ -> difference == 0;
        case NE -> difference != 0;
        case LT -> difference < 0;
        case LE -> difference <= 0;
        case GT -> difference > 0;
        case GE -> difference >= 0;
      };
    }
  }

  /// `left relation right`.
  ///
  /// @param relation which
  /// @param left the first term
  /// @param right the second term
  record Compare(Relation relation, Formula left, Formula right) implements Condition {}

  /// All of them.
  ///
  /// @param parts the conditions; none is true
  record And(List<Condition> parts) implements Condition {
    public And {
      parts = List.copyOf(parts);
    }
  }

  /// At least one of them.
  ///
  /// @param parts the conditions; none is false
  record Or(List<Condition> parts) implements Condition {
    public Or {
      parts = List.copyOf(parts);
    }
  }

  /// The contrary.
  ///
  /// @param part what does not hold
  record Not(Condition part) implements Condition {}

  /// A relation between two terms.
  static Condition compare(Relation relation, Formula left, Formula right) {
    return new Compare(relation, left, right);
  }

  /// `low ≤ x < high`.
  static Condition within(Formula x, Formula low, Formula high) {
    return new And(List.of(compare(Relation.LE, low, x), compare(Relation.LT, x, high)));
  }
}
