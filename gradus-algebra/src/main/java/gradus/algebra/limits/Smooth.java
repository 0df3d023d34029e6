package gradus.algebra.limits;

import gradus.formula.Formula;
import gradus.formula.Formula.Num;
import gradus.formula.Parts;
import java.math.BigInteger;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/// Terms that have a value at all points near the place, and there the derivative that the rules
/// give.
///
/// @param tending what bases of powers tend to
record Smooth(Tending tending) {

  private static final Set<String> EVERYWHERE =
      Set.of("exp", "expm1", "sigmoid", "tanh", "softplus", "sin", "cos", "atan", "erf");

  boolean is(Formula term) {
    if (!tending.approach().moves(term)) {
      return true;
    }
    if (term instanceof Formula.Fold fold) {
      return isSum(fold);
    }
    boolean here =
        switch (term) {
          case Formula.Var _, Formula.Add _, Formula.Neg _, Formula.Mul _ -> true;
          case Formula.Div(Formula _, Formula below) ->
              !tending.approach().moves(below) || sign(below) != 0;
          case Formula.Power(Formula base, Formula exponent) -> isPower(base, exponent);
          case Formula.Call(String function, List<Formula> arguments) ->
              EVERYWHERE.contains(function) || isRooted(function, arguments.getFirst());
          case Num _,
              Formula.Named _,
              Formula.Entry _,
              Formula.Fold _,
              Formula.Iverson _,
              Formula.Choose _ ->
              false;
        };
    return here && Parts.of(term).stream().allMatch(this::is);
  }

  /// A sum of so many terms, whatever the variable is.
  private boolean isSum(Formula.Fold fold) {
    Approach approach = tending.approach();
    return fold.combination() == Formula.Combination.SUM
        && !approach.moves(fold.from())
        && !approach.moves(fold.to())
        && !approach.knows(fold.index())
        && new Smooth(Tending.of(approach.inside(fold))).is(fold.body());
  }

  private boolean isPower(Formula base, Formula exponent) {
    boolean natural =
        exponent instanceof Num number
            && number.denominator().equals(BigInteger.ONE)
            && number.numerator().signum() > 0;
    return natural || isPositive(base);
  }

  private boolean isRooted(String function, Formula argument) {
    return switch (function) {
      case "sqrt", "log" -> isPositive(argument);
      case "log1p" -> isPositive(Formula.ONE.plus(argument));
      default -> false;
    };
  }

  private boolean isPositive(Formula term) {
    return sign(term) > 0;
  }

  /// The sign of a term at all points near the place; 0 if it is not known.
  private int sign(Formula term) {
    return tending.of(term).map(tending::sign).orElse(OptionalInt.empty()).orElse(0);
  }
}
