package gradus.algebra.curvature;

import gradus.algebra.refute.LinearForm;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.reference.Fraction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes a term as a quotient of polynomials in one unknown: a variable, or an exponential of it.
///
/// @param by the name of the variable
/// @param unit 0 where the unknown is the variable itself, else it is `e^(unit · variable)`
/// @param values the values of the other names
record Normaliser(String by, Fraction unit, Map<String, Fraction> values) {

  private static final int LARGEST = 60;

  /// A normaliser with the unit in which all exponents of a term are integers.
  static Normaliser suiting(Formula term, String by, Map<String, Fraction> values) {
    List<Fraction> rates = new ArrayList<>();
    new Rates(by, values, rates).in(term);
    BigInteger above = BigInteger.ZERO;
    BigInteger below = BigInteger.ONE;
    for (Fraction rate : rates) {
      below = below.multiply(rate.denominator()).divide(below.gcd(rate.denominator()));
    }
    for (Fraction rate : rates) {
      above = above.gcd(rate.numerator().multiply(below).divide(rate.denominator()));
    }
    return new Normaliser(by, new Fraction(above, below), values);
  }

  Optional<Ratio> of(Formula term) {
    return switch (term) {
      case Formula.Num(var above, var below) -> number(new Fraction(above, below));
      case Formula.Var(String name) -> variable(name);
      case Formula.Add(List<Formula> terms) -> sum(terms);
      case Formula.Neg(Formula inner) -> of(inner).map(Ratio::negated);
      case Formula.Mul(List<Formula> factors) -> product(factors);
      case Formula.Div(Formula above, Formula below) ->
          of(above).flatMap(x -> of(below).flatMap(Normaliser::inverse).map(x::times));
      case Formula.Power(Formula base, Formula.Num exponent) -> power(base, exponent);
      case Call(String function, List<Formula> arguments) -> call(function, arguments.getFirst());
      case Formula.Named _,
          Formula.Entry _,
          Formula.Power _,
          Formula.Fold _,
          Formula.Iverson _,
          Formula.Choose _ ->
          Optional.empty();
    };
  }

  private static Optional<Ratio> number(Fraction value) {
    return Optional.of(Ratio.of(Polynomial.constant(value)));
  }

  private Optional<Ratio> variable(String name) {
    if (name.equals(by)) {
      return unit.signum() == 0 ? Optional.of(Ratio.of(Polynomial.power(1))) : Optional.empty();
    }
    return values.containsKey(name)
        ? number(values.getOrDefault(name, Fraction.ZERO))
        : Optional.empty();
  }

  private Optional<Ratio> sum(List<Formula> terms) {
    Optional<Ratio> sum = number(Fraction.ZERO);
    for (Formula term : terms) {
      sum = sum.flatMap(x -> of(term).map(x::plus));
    }
    return sum;
  }

  private Optional<Ratio> product(List<Formula> factors) {
    Optional<Ratio> product = number(Fraction.ONE);
    for (Formula factor : factors) {
      product = product.flatMap(x -> of(factor).map(x::times));
    }
    return product;
  }

  private static Optional<Ratio> inverse(Ratio x) {
    return x.above().isZero() ? Optional.empty() : Optional.of(new Ratio(x.below(), x.above()));
  }

  private Optional<Ratio> power(Formula base, Formula.Num exponent) {
    if (!exponent.denominator().equals(BigInteger.ONE) || exponent.numerator().bitLength() > 6) {
      return Optional.empty();
    }
    int n = exponent.numerator().intValue();
    Optional<Ratio> power = of(base).map(it -> it.power(Math.abs(n)));
    return n < 0 ? power.flatMap(Normaliser::inverse) : power;
  }

  private Optional<Ratio> call(String function, Formula x) {
    Ratio one = Ratio.of(Polynomial.ONE);
    return switch (function) {
      case "exp" -> exponential(x, 1);
      case "expm1" -> exponential(x, 1).map(e -> e.plus(one.negated()));
      case "sigmoid" -> exponential(x, 1).flatMap(e -> inverse(e.plus(one)).map(e::times));
      case "tanh" ->
          exponential(x, 2)
              .flatMap(e -> inverse(e.plus(one)).map(it -> it.times(e.plus(one.negated()))));
      default -> Optional.empty();
    };
  }

  private Optional<Ratio> exponential(Formula x, int times) {
    if (unit.signum() == 0) {
      return rate(x, by, values).filter(it -> it.signum() == 0).map(_ -> Ratio.of(Polynomial.ONE));
    }
    return rate(x, by, values)
        .map(it -> it.times(Fraction.of(times)).over(unit))
        .filter(it -> it.denominator().equals(BigInteger.ONE))
        .filter(it -> it.numerator().abs().compareTo(BigInteger.valueOf(LARGEST)) < 0)
        .map(it -> exponential(it.numerator().intValue()));
  }

  private static Ratio exponential(int n) {
    Polynomial power = Polynomial.power(Math.abs(n));
    return n < 0 ? new Ratio(Polynomial.ONE, power) : Ratio.of(power);
  }

  /// `c` where a term is `c · variable`.
  static Optional<Fraction> rate(Formula x, String by, Map<String, Fraction> values) {
    return LinearForm.of(x)
        .filter(form -> values.keySet().containsAll(without(form, by)))
        .filter(form -> rest(form, by, values).signum() == 0)
        .map(form -> form.coefficients().getOrDefault(by, Fraction.ZERO));
  }

  private static List<String> without(LinearForm form, String by) {
    return form.coefficients().keySet().stream().filter(name -> !name.equals(by)).toList();
  }

  private static Fraction rest(LinearForm form, String by, Map<String, Fraction> values) {
    Fraction rest = form.constant();
    for (String name : without(form, by)) {
      Fraction coefficient = form.coefficients().getOrDefault(name, Fraction.ZERO);
      rest = rest.plus(coefficient.times(values.getOrDefault(name, Fraction.ZERO)));
    }
    return rest;
  }

  /// The rates of all exponentials in a term.
  private record Rates(String by, Map<String, Fraction> values, List<Fraction> found) {
    void in(Formula term) {
      switch (term) {
        case Formula.Add(List<Formula> terms) -> terms.forEach(this::in);
        case Formula.Mul(List<Formula> factors) -> factors.forEach(this::in);
        case Formula.Neg(Formula inner) -> in(inner);
        case Formula.Div(Formula above, Formula below) -> {
          in(above);
          in(below);
        }
        case Formula.Power(Formula base, Formula _) -> in(base);
        case Call(String function, List<Formula> arguments) ->
            rate(arguments.getFirst(), by, values)
                .map(it -> function.equals("tanh") ? it.times(Fraction.of(2)) : it)
                .ifPresent(found::add);
        case Formula.Num _,
            Formula.Named _,
            Formula.Var _,
            Formula.Entry _,
            Formula.Fold _,
            Formula.Iverson _,
            Formula.Choose _ -> {}
      }
    }
  }
}
