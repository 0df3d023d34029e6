package gradus.algebra.limits;

import gradus.formula.Formula;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A sum of monomials: numbers times powers of terms times an exponential.
///
/// @param factors the number of each monomial; none is 0
record Monomials(Map<Monomial, Fraction> factors) {

  /// More summands than this are not multiplied.
  static final int MOST = 40;

  /// Powers of terms times an exponential.
  ///
  /// @param powers terms and their exponents; none is 0
  /// @param exponent the exponent of `e`
  record Monomial(Map<Formula, Fraction> powers, Monomials exponent) {

    Monomial times(Monomial other) {
      Map<Formula, Fraction> all = new LinkedHashMap<>(powers);
      other.powers.forEach((base, power) -> merge(all, base, power));
      return new Monomial(all, exponent.plus(other.exponent));
    }

    Monomial power(Fraction to) {
      Map<Formula, Fraction> all = new LinkedHashMap<>();
      powers.forEach((base, power) -> all.put(base, power.times(to)));
      return new Monomial(all, exponent.times(to));
    }
  }

  static final Monomials ZERO = new Monomials(Map.of());

  private static final Monomial ONE = new Monomial(Map.of(), ZERO);

  Monomials {
    factors = new LinkedHashMap<>(factors);
  }

  static Monomials of(Fraction number) {
    return ZERO.plus(new Monomials(Map.of(ONE, number)));
  }

  /// A term that is not looked into, to a power.
  static Monomials of(Formula term, Fraction power) {
    return new Monomials(Map.of(new Monomial(Map.of(term, power), ZERO), Fraction.ONE));
  }

  static Monomials exponential(Monomials exponent) {
    return new Monomials(Map.of(new Monomial(Map.of(), exponent), Fraction.ONE));
  }

  private static <T> void merge(Map<T, Fraction> all, T key, Fraction more) {
    Fraction sum = all.getOrDefault(key, Fraction.ZERO).plus(more);
    if (sum.signum() == 0) {
      all.remove(key);
    } else {
      all.put(key, sum);
    }
  }

  Monomials plus(Monomials other) {
    Map<Monomial, Fraction> all = new LinkedHashMap<>(factors);
    other.factors.forEach((monomial, factor) -> merge(all, monomial, factor));
    return new Monomials(all);
  }

  Monomials times(Fraction number) {
    Map<Monomial, Fraction> all = new LinkedHashMap<>();
    factors.forEach((monomial, factor) -> merge(all, monomial, factor.times(number)));
    return new Monomials(all);
  }

  Monomials times(Monomials other) {
    Map<Monomial, Fraction> all = new LinkedHashMap<>();
    factors.forEach(
        (left, first) ->
            other.factors.forEach(
                (right, second) -> merge(all, left.times(right), first.times(second))));
    return new Monomials(all);
  }

  /// The summands one by one.
  List<Monomials> summands() {
    List<Monomials> each = new ArrayList<>();
    factors.forEach((monomial, factor) -> each.add(new Monomials(Map.of(monomial, factor))));
    return each;
  }

  boolean isOne() {
    return factors.size() == 1;
  }

  /// The only monomial without its number.
  Monomial monomial() {
    return factors.keySet().iterator().next();
  }

  /// The only number.
  Fraction factor() {
    return factors.values().iterator().next();
  }

  /// The sum as a term.
  Formula term() {
    List<Formula> terms = new ArrayList<>();
    factors.forEach((monomial, factor) -> terms.add(term(monomial, factor)));
    return switch (terms.size()) {
      case 0 -> Formula.ZERO;
      case 1 -> terms.getFirst();
      default -> new Formula.Add(terms);
    };
  }

  private static Formula term(Monomial monomial, Fraction factor) {
    List<Formula> above = new ArrayList<>();
    List<Formula> below = new ArrayList<>();
    Formula number = number(factor);
    if (!number.equals(Formula.ONE)) {
      above.add(number);
    }
    monomial
        .powers()
        .forEach(
            (base, power) ->
                (power.signum() > 0 ? above : below)
                    .add(base.power(number(power.signum() > 0 ? power : power.negated()))));
    if (!monomial.exponent().factors().isEmpty()) {
      above.add(Formula.call("exp", monomial.exponent().term()));
    }
    return below.isEmpty() ? product(above) : new Formula.Div(product(above), product(below));
  }

  private static Formula product(List<Formula> factors) {
    return switch (factors.size()) {
      case 0 -> Formula.ONE;
      case 1 -> factors.getFirst();
      default -> new Formula.Mul(factors);
    };
  }

  private static Formula number(Fraction value) {
    return new Formula.Num(value.numerator(), value.denominator());
  }
}
