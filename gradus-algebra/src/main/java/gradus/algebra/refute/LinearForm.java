package gradus.algebra.refute;

import gradus.formula.Formula;
import gradus.reference.Fraction;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// `constant + Σ coefficient · variable`.
///
/// @param coefficients by the name of the variable, none of them 0
/// @param constant what stands alone
public record LinearForm(Map<String, Fraction> coefficients, Fraction constant) {

  /// A term as a linear form, if it is one.
  public static Optional<LinearForm> of(Formula term) {
    return switch (term) {
      case Formula.Num(var above, var below) -> Optional.of(number(new Fraction(above, below)));
      case Formula.Var(String name) ->
          Optional.of(new LinearForm(Map.of(name, Fraction.ONE), Fraction.ZERO));
      case Formula.Neg(Formula inner) -> of(inner).map(it -> it.times(Fraction.of(-1)));
      case Formula.Add(List<Formula> terms) -> sum(terms);
      case Formula.Mul(List<Formula> factors) -> product(factors);
      case Formula.Div(Formula above, Formula below) ->
          of(below)
              .filter(it -> it.coefficients.isEmpty() && it.constant.signum() != 0)
              .flatMap(it -> of(above).map(x -> x.times(Fraction.ONE.over(it.constant))));
      case Formula.Named _,
          Formula.Entry _,
          Formula.Power _,
          Formula.Call _,
          Formula.Fold _,
          Formula.Iverson _,
          Formula.Choose _ ->
          Optional.empty();
    };
  }

  private static LinearForm number(Fraction value) {
    return new LinearForm(Map.of(), value);
  }

  private static Optional<LinearForm> sum(List<Formula> terms) {
    Optional<LinearForm> sum = Optional.of(number(Fraction.ZERO));
    for (Formula term : terms) {
      sum = sum.flatMap(a -> of(term).map(a::plus));
    }
    return sum;
  }

  private static Optional<LinearForm> product(List<Formula> factors) {
    Optional<LinearForm> product = Optional.of(number(Fraction.ONE));
    for (Formula factor : factors) {
      product = product.flatMap(a -> of(factor).flatMap(a::times));
    }
    return product;
  }

  LinearForm plus(LinearForm other) {
    Map<String, Fraction> sum = new TreeMap<>(coefficients);
    other.coefficients.forEach((name, value) -> sum.merge(name, value, Fraction::plus));
    sum.values().removeIf(value -> value.signum() == 0);
    return new LinearForm(sum, constant.plus(other.constant));
  }

  LinearForm times(Fraction factor) {
    Map<String, Fraction> product = new TreeMap<>();
    if (factor.signum() != 0) {
      coefficients.forEach((name, value) -> product.put(name, value.times(factor)));
    }
    return new LinearForm(product, constant.times(factor));
  }

  private Optional<LinearForm> times(LinearForm other) {
    return other.coefficients.isEmpty()
        ? Optional.of(times(other.constant))
        : coefficients.isEmpty() ? Optional.of(other.times(constant)) : Optional.empty();
  }
}
