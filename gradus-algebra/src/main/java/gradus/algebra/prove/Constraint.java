package gradus.algebra.prove;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A polynomial with its sign.
///
/// @param form the polynomial
/// @param sign what is known of it
record Constraint(Polynomial form, Sign sign) {

  /// How a polynomial lies to 0.
  enum Sign {
    /// It is 0.
    ZERO,
    /// It is 0 or more.
    NOT_NEGATIVE,
    /// It is more than 0.
    POSITIVE
  }

  static Constraint zero(Polynomial form) {
    return new Constraint(form, Sign.ZERO);
  }

  static Constraint notNegative(Polynomial form) {
    return new Constraint(form, Sign.NOT_NEGATIVE);
  }

  static Constraint positive(Polynomial form) {
    return new Constraint(form, Sign.POSITIVE);
  }

  /// What must hold if this fails, one of them.
  List<Constraint> contrary() {
    return switch (sign) {
      case ZERO -> List.of(positive(form), positive(form.negated()));
      case NOT_NEGATIVE -> List.of(positive(form.negated()));
      case POSITIVE -> List.of(notNegative(form.negated()));
    };
  }

  /// The constraints that a condition means together, as far as they are a conjunction.
  static List<Constraint> of(Condition condition, Ring ring) {
    List<Constraint> all = new ArrayList<>();
    switch (condition) {
      case Condition.Compare compare -> single(compare, ring).ifPresent(all::add);
      case Condition.And(List<Condition> parts) ->
          parts.forEach(part -> all.addAll(of(part, ring)));
      case Condition.Or _ -> {}
      case Condition.Not(Condition part) -> {
        if (part instanceof Condition.Compare compare) {
          all.addAll(of(contrary(compare), ring));
        }
      }
    }
    return all;
  }

  static Condition.Compare contrary(Condition.Compare compare) {
    Relation other =
        switch (compare.relation()) {
          case EQ -> Relation.NE;
          case NE -> Relation.EQ;
          case LT -> Relation.GE;
          case GE -> Relation.LT;
          case LE -> Relation.GT;
          case GT -> Relation.LE;
        };
    return new Condition.Compare(other, compare.left(), compare.right());
  }

  /// A comparison as a constraint; `≠` is none.
  static Optional<Constraint> single(Condition.Compare compare, Ring ring) {
    Polynomial difference = ring.of(compare.left()).minus(ring.of(compare.right()));
    return switch (compare.relation()) {
      case EQ -> Optional.of(zero(difference));
      case NE -> Optional.empty();
      case GE -> Optional.of(notNegative(difference));
      case LE -> Optional.of(notNegative(difference.negated()));
      case GT -> Optional.of(positive(difference));
      case LT -> Optional.of(positive(difference.negated()));
    };
  }
}
