package gradus.algebra.limits;

import gradus.algebra.signs.Known;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Num;
import java.math.BigInteger;
import java.util.List;
import java.util.OptionalInt;

/// Functions that have no value at all points near a place: those of logarithms and roots of what
/// is negative there.
///
/// @param tending what terms tend to
record Absence(Tending tending) {

  /// Whether a term has no value at any point near enough to the place.
  boolean of(Formula term) {
    return tending.approach().moves(term)
        && (isHere(term) || Known.evaluated(term).stream().anyMatch(this::of));
  }

  private boolean isHere(Formula term) {
    return switch (term) {
      case Call(String function, List<Formula> arguments) ->
          switch (function) {
            case "log" -> isBelow(arguments.getFirst(), true);
            case "log1p" -> isBelow(Formula.ONE.plus(arguments.getFirst()), true);
            case "sqrt" -> isBelow(arguments.getFirst(), false);
            default -> false;
          };
      case Formula.Power(Formula base, Num exponent) ->
          !exponent.denominator().equals(BigInteger.ONE) && isBelow(base, false);
      default -> false;
    };
  }

  /// Whether a term is less than 0, or is 0, near the place.
  private boolean isBelow(Formula term, boolean orZero) {
    OptionalInt sign = tending.of(term).map(tending::sign).orElse(OptionalInt.empty());
    return sign.isPresent() && (sign.getAsInt() < 0 || (orZero && sign.getAsInt() == 0));
  }
}
