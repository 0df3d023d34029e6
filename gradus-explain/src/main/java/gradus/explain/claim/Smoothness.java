package gradus.explain.claim;

import gradus.formula.Condition;
import gradus.formula.Formula;
import gradus.formula.Parts;
import java.math.BigInteger;
import java.util.List;

/// Whether a term is smooth in a vector wherever it is defined, and defined on a convex set. Only
/// then does its Hessian say all about its convexity: that of `−|x|` is zero but at a point.
///
/// @param tensor the vector
record Smoothness(String tensor) {

  /// Whether a term is certainly smooth; false where that is not seen.
  boolean of(Formula term) {
    return switch (term) {
      case Formula.Num _, Formula.Named _, Formula.Var _, Formula.Entry _ -> true;
      case Formula.Add _, Formula.Neg _, Formula.Mul _ -> all(Parts.of(term));
      case Formula.Div(Formula above, Formula below) ->
          of(above) && (isFree(below) || (of(below) && isPositive(below)));
      case Formula.Power(Formula base, Formula exponent) ->
          isFree(exponent) && power(base, exponent);
      case Formula.Call(String name, List<Formula> arguments) ->
          isFree(term) || call(name, arguments);
      case Formula.Fold fold ->
          isFree(term)
              || ((fold.combination() == Formula.Combination.SUM
                      || fold.combination() == Formula.Combination.PRODUCT)
                  && isFree(fold.from())
                  && isFree(fold.to())
                  && of(fold.body()));
      case Formula.Iverson _ -> isFree(term);
      case Formula.Choose(Condition condition, Formula then, Formula otherwise) ->
          isFree(new Formula.Iverson(condition)) && of(then) && of(otherwise);
    };
  }

  private boolean all(List<Formula> terms) {
    return terms.stream().allMatch(this::of);
  }

  private boolean power(Formula base, Formula exponent) {
    boolean whole =
        exponent instanceof Formula.Num(BigInteger above, BigInteger below)
            && below.equals(BigInteger.ONE)
            && above.signum() >= 0;
    boolean even = whole && !((Formula.Num) exponent).numerator().testBit(0);
    boolean norm =
        even
            && base instanceof Formula.Call(String name, List<Formula> of)
            && name.equals("sqrt")
            && of(of.getFirst())
            && isNotNegative(of.getFirst());
    return isFree(base) || norm || (of(base) && (whole || isPositive(base)));
  }

  private boolean call(String name, List<Formula> arguments) {
    Formula first = arguments.getFirst();
    return switch (name) {
      case "exp", "sigmoid", "tanh", "softplus", "sin", "cos", "erf", "expm1" -> of(first);
      case "log", "sqrt" -> of(first) && isPositive(first);
      default -> false;
    };
  }

  /// Whether a term does not depend on the vector.
  boolean isFree(Formula term) {
    return !(term instanceof Formula.Entry(String name, List<Formula> _) && name.equals(tensor))
        && Parts.of(term).stream().allMatch(this::isFree);
  }

  /// Whether a sum has terms by cases that depend on the vector.
  boolean hasCases(Formula term) {
    return switch (term) {
      case Formula.Fold fold -> hasCase(fold.body());
      default -> Parts.of(term).stream().anyMatch(this::hasCases);
    };
  }

  private boolean hasCase(Formula term) {
    return (term instanceof Formula.Choose(Condition condition, Formula _, Formula _)
            && !isFree(new Formula.Iverson(condition)))
        || Parts.of(term).stream().anyMatch(this::hasCase);
  }

  private boolean isPositive(Formula term) {
    return switch (term) {
      case Formula.Num n -> n.numerator().signum() > 0;
      case Formula.Call(String name, List<Formula> _) ->
          name.equals("exp") || name.equals("sigmoid") || name.equals("softplus");
      case Formula.Add(List<Formula> parts) ->
          isRest(parts)
              || (parts.stream().anyMatch(this::isPositive)
                  && parts.stream().allMatch(this::isNotNegative));
      case Formula.Mul(List<Formula> factors) -> factors.stream().allMatch(this::isPositive);
      case Formula.Div(Formula above, Formula below) -> isPositive(above) && isPositive(below);
      case Formula.Fold fold -> isSum(fold) && isPositive(fold.body());
      default -> false;
    };
  }

  /// `1 − σ(a)`.
  private static boolean isRest(List<Formula> parts) {
    return parts.size() == 2
        && parts.getFirst().equals(Formula.ONE)
        && parts.getLast() instanceof Formula.Neg(Formula.Call(String name, List<Formula> _))
        && name.equals("sigmoid");
  }

  private static boolean isSum(Formula.Fold fold) {
    return fold.combination() == Formula.Combination.SUM;
  }

  private boolean isNotNegative(Formula term) {
    return isPositive(term)
        || switch (term) {
          case Formula.Num n -> n.numerator().signum() >= 0;
          case Formula.Power(Formula _, Formula exponent) ->
              exponent instanceof Formula.Num(BigInteger above, BigInteger below)
                  && below.equals(BigInteger.ONE)
                  && !above.testBit(0);
          case Formula.Mul(List<Formula> factors) ->
              factors.stream().allMatch(this::isNotNegative)
                  || (factors.size() == 2 && factors.getFirst().equals(factors.getLast()));
          case Formula.Add(List<Formula> parts) -> parts.stream().allMatch(this::isNotNegative);
          case Formula.Div(Formula above, Formula below) ->
              isNotNegative(above) && isPositive(below);
          case Formula.Fold fold -> isSum(fold) && isNotNegative(fold.body());
          default -> false;
        };
  }
}
