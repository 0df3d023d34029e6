package gradus.algebra.limits;

import gradus.algebra.limits.Tends.Infinite;
import gradus.algebra.limits.Tends.Side;
import gradus.algebra.limits.Tends.Value;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Num;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What terms tend to, by laws.
///
/// Where there is an answer, the term has a value at all points near enough to the place, if the
/// terms in it that do not vary have one.
///
/// @param approach where the variable goes
/// @param constants signs of what does not vary
/// @param known the limits of parts that have been shown otherwise
record Tending(Approach approach, Constants constants, Map<Formula, Tends> known) {

  /// With nothing known of parts.
  static Tending of(Approach approach) {
    return new Tending(approach, new Constants(approach.setting()), Map.of());
  }

  /// What a term tends to, if a law says it.
  Optional<Tends> of(Formula term) {
    Tends shown = known.get(term);
    if (shown != null) {
      return Optional.of(shown);
    }
    if (!approach.moves(term)) {
      return Optional.of(new Value(term, Side.EXACT));
    }
    if (term.equals(approach.by())) {
      return Optional.of(approach.to());
    }
    return polynomial(term).or(() -> byParts(term));
  }

  private Optional<Tends> byParts(Formula term) {
    return switch (term) {
      case Formula.Add(List<Formula> terms) -> sum(terms);
      case Formula.Neg(Formula inner) -> of(inner).map(Tending::negated);
      case Formula.Mul _, Formula.Div _ -> new Products(this).of(term);
      case Formula.Power(Formula base, Formula exponent) -> power(term, base, exponent);
      case Call(String function, List<Formula> arguments) ->
          new Elementary(this).of(function, arguments);
      case Formula.Fold fold -> fold(fold);
      case Formula.Choose(Condition condition, Formula then, Formula otherwise) ->
          holds(condition).flatMap(it -> of(it ? then : otherwise));
      case Formula.Iverson(Condition condition) ->
          holds(condition).map(it -> exact(it ? Formula.ONE : Formula.ZERO));
      case Formula.Num _, Formula.Named _, Formula.Var _, Formula.Entry _ -> Optional.empty();
    };
  }

  static Tends exact(Formula value) {
    return new Value(value, Side.EXACT);
  }

  static Tends number(Formula value, Side side) {
    return new Value(Constants.tidy(value), side);
  }

  /// A polynomial leaves all bounds where its variable does, unless it does not depend on it.
  private Optional<Tends> polynomial(Formula term) {
    if (!approach.isFar()) {
      return Optional.empty();
    }
    return new Coefficients(approach, constants)
        .of(term)
        .map(
            it ->
                it.size() > 1
                    ? new Infinite(isUp(constants.sign(it.getLast()).orElseThrow(), it.size() - 1))
                    : exact(it.isEmpty() ? Formula.ZERO : it.getFirst()));
  }

  /// Whether a positive or negative multiple of a power of the variable goes up.
  boolean isUp(int sign, int power) {
    boolean turned = approach.to() instanceof Infinite(boolean up) && !up && power % 2 != 0;
    return turned ? sign < 0 : sign > 0;
  }

  /// The sign of a term at all points near the place: of its limit, or of its side of 0.
  OptionalInt sign(Tends tends) {
    return switch (tends) {
      case Infinite infinite -> OptionalInt.of(infinite.sign());
      case Value(Formula value, Side side) -> {
        OptionalInt sign = constants.sign(value);
        boolean zero = sign.isPresent() && sign.getAsInt() == 0;
        yield !zero
            ? sign
            : switch (side) {
              case EXACT -> sign;
              case ABOVE -> OptionalInt.of(1);
              case BELOW -> OptionalInt.of(-1);
              case UNKNOWN -> OptionalInt.empty();
            };
      }
    };
  }

  static Tends negated(Tends tends) {
    return switch (tends) {
      case Infinite(boolean up) -> new Infinite(!up);
      case Value(Formula value, Side side) -> number(value.negated(), side.turned());
    };
  }

  private Optional<Tends> sum(List<Formula> terms) {
    Formula value = Formula.ZERO;
    Side side = Side.EXACT;
    int bounds = 0;
    for (Formula term : terms) {
      Optional<Tends> each = of(term);
      if (each.isEmpty()) {
        return each;
      }
      switch (each.get()) {
        case Value(Formula more, Side on) -> {
          value = value.plus(more);
          side = side.plus(on);
        }
        case Infinite infinite -> {
          if (bounds * infinite.sign() < 0) {
            return Optional.empty();
          }
          bounds = infinite.sign();
        }
      }
    }
    return Optional.of(bounds == 0 ? number(value, side) : new Infinite(bounds > 0));
  }

  /// Whether a condition holds, or fails, at all points near the place.
  Optional<Boolean> holds(Condition condition) {
    return switch (condition) {
      case Condition.Compare(Relation relation, Formula left, Formula right) -> {
        Optional<Tends> difference = of(new Formula.Add(List.of(left, right.negated())));
        OptionalInt sign = difference.map(this::sign).orElse(OptionalInt.empty());
        yield sign.isPresent() ? Optional.of(relation.holds(sign.getAsInt())) : Optional.empty();
      }
      case Condition.And(List<Condition> parts) -> all(parts, true);
      case Condition.Or(List<Condition> parts) -> all(parts, false);
      case Condition.Not(Condition part) -> holds(part).map(it -> !it);
    };
  }

  private Optional<Boolean> all(List<Condition> parts, boolean all) {
    for (Condition part : parts) {
      Optional<Boolean> holds = holds(part);
      if (holds.isEmpty() || holds.get() != all) {
        return holds;
      }
    }
    return Optional.of(all);
  }

  private Optional<Tends> power(Formula term, Formula base, Formula exponent) {
    if (approach.moves(exponent)) {
      return approach.moves(base) || constants.sign(base).orElse(0) <= 0
          ? Optional.empty()
          : of(Formula.call("exp", exponent.times(Formula.call("log", base))));
    }
    if (exponent instanceof Num number && Products.isRepeated(number)) {
      return new Products(this).of(term);
    }
    return of(base).flatMap(it -> root(it, exponent));
  }

  /// A power that is no whole one, of what is positive near the place.
  Optional<Tends> root(Tends base, Formula exponent) {
    OptionalInt near = sign(base);
    OptionalInt up = constants.sign(exponent);
    if (near.isEmpty() || near.getAsInt() <= 0 || up.isEmpty()) {
      return Optional.empty();
    }
    boolean zero = base instanceof Value(Formula value, Side _) && isZero(value);
    if (up.getAsInt() == 0) {
      return Optional.of(exact(Formula.ONE));
    }
    if (base instanceof Infinite || zero) {
      return Optional.of(
          zero == up.getAsInt() > 0 ? new Value(Formula.ZERO, Side.ABOVE) : new Infinite(true));
    }
    Value number = (Value) base;
    Side side = up.getAsInt() > 0 ? number.side() : number.side().turned();
    return Optional.of(number(number.value().power(exponent), side));
  }

  boolean isZero(Formula value) {
    OptionalInt sign = constants.sign(value);
    return sign.isPresent() && sign.getAsInt() == 0;
  }

  /// A sum, product or maximum of so many terms that each have a limit.
  private Optional<Tends> fold(Formula.Fold fold) {
    boolean counts =
        fold.combination() == Formula.Combination.ARGMAX
            || fold.combination() == Formula.Combination.ARGMIN;
    boolean moves = approach.moves(fold.from()) || approach.moves(fold.to());
    if (counts || moves || approach.knows(fold.index())) {
      return Optional.empty();
    }
    return Tending.of(approach.inside(fold))
        .of(fold.body())
        .flatMap(
            it ->
                it instanceof Value(Formula value, Side _)
                    ? Optional.of(
                        new Value(
                            new Formula.Fold(
                                fold.combination(), fold.index(), fold.from(), fold.to(), value),
                            Side.UNKNOWN))
                    : Optional.empty());
  }
}
