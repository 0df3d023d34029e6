package gradus.algebra.curvature;

import gradus.formula.Formula;
import gradus.formula.Substitution;
import java.util.List;

/// How high the power of a name is in a term, seen from its form alone.
final class Affine {

  private static final int TOO_HIGH = 1000;

  private Affine() {}

  /// Whether a term is certainly affine in a name.
  static boolean in(Formula term, String name) {
    return degree(term, name) <= 1;
  }

  private static int degree(Formula term, String name) {
    return switch (term) {
      case Formula.Num _, Formula.Named _ -> 0;
      case Formula.Var(String other) -> other.equals(name) ? 1 : 0;
      case Formula.Neg(Formula inner) -> degree(inner, name);
      case Formula.Add(List<Formula> terms) ->
          terms.stream().mapToInt(it -> degree(it, name)).max().orElse(0);
      case Formula.Mul(List<Formula> factors) ->
          Math.min(TOO_HIGH, factors.stream().mapToInt(it -> degree(it, name)).sum());
      case Formula.Div(Formula above, Formula below) ->
          degree(below, name) == 0 ? degree(above, name) : TOO_HIGH;
      case Formula.Power(Formula base, Formula exponent) ->
          degree(base, name) == 0 && degree(exponent, name) == 0
              ? 0
              : exponent.equals(Formula.ONE) ? degree(base, name) : TOO_HIGH;
      case Formula.Call(String _, List<Formula> arguments) ->
          arguments.stream().allMatch(it -> degree(it, name) == 0) ? 0 : TOO_HIGH;
      case Formula.Entry(String _, List<Formula> index) ->
          index.stream().allMatch(it -> degree(it, name) == 0) ? 0 : TOO_HIGH;
      case Formula.Fold fold -> Substitution.variables(fold).contains(name) ? TOO_HIGH : 0;
      case Formula.Iverson _, Formula.Choose _ -> TOO_HIGH;
    };
  }
}
