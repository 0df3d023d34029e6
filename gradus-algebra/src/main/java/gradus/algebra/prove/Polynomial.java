package gradus.algebra.prove;

import gradus.algebra.Work;
import gradus.formula.Formula;
import gradus.reference.Fraction;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A sum of monomials with exact coefficients.
///
/// @param terms the coefficient of each monomial, never 0
record Polynomial(SortedMap<Monomial, Fraction> terms) {

  static final Polynomial ZERO = new Polynomial(new TreeMap<>());
  static final Polynomial ONE = of(Fraction.ONE);

  private static final int LARGEST = 20_000;

  /// So many pairs of terms are multiplied that it counts as work, and what a pair costs.
  private static final int MANY = 100;

  private static final long PAIR = 5;

  Polynomial {
    terms = Collections.unmodifiableSortedMap(terms);
  }

  static Polynomial of(Fraction number) {
    return of(Monomial.ONE, number);
  }

  static Polynomial of(long number) {
    return of(Fraction.of(number));
  }

  static Polynomial of(Atom atom) {
    return of(Monomial.of(atom, Fraction.ONE), Fraction.ONE);
  }

  static Polynomial of(Monomial monomial, Fraction coefficient) {
    TreeMap<Monomial, Fraction> terms = new TreeMap<>();
    if (coefficient.signum() != 0) {
      terms.put(monomial, coefficient);
    }
    return new Polynomial(terms);
  }

  boolean isZero() {
    return terms.isEmpty();
  }

  /// Its value, if it is a number.
  Optional<Fraction> number() {
    if (isZero()) {
      return Optional.of(Fraction.ZERO);
    }
    return terms.size() == 1 && terms.firstKey().isOne()
        ? Optional.of(coefficient(Monomial.ONE))
        : Optional.empty();
  }

  /// Its atom, if it is nothing else.
  Optional<Atom> atom() {
    if (terms.size() != 1 || terms.firstKey().powers().size() != 1) {
      return Optional.empty();
    }
    Monomial monomial = terms.firstKey();
    Atom atom = monomial.powers().firstKey();
    boolean alone =
        monomial.exponent(atom).equals(Fraction.ONE) && coefficient(monomial).equals(Fraction.ONE);
    return alone ? Optional.of(atom) : Optional.empty();
  }

  Fraction coefficient(Monomial monomial) {
    return terms.getOrDefault(monomial, Fraction.ZERO);
  }

  Polynomial plus(Polynomial other) {
    TreeMap<Monomial, Fraction> sum = new TreeMap<>(terms);
    other.terms.forEach((monomial, coefficient) -> add(sum, monomial, coefficient));
    return new Polynomial(sum);
  }

  private static void add(
      TreeMap<Monomial, Fraction> sum, Monomial monomial, Fraction coefficient) {
    Fraction total = sum.getOrDefault(monomial, Fraction.ZERO).plus(coefficient);
    if (total.signum() == 0) {
      sum.remove(monomial);
    } else {
      sum.put(monomial, total);
    }
  }

  Polynomial minus(Polynomial other) {
    return plus(other.negated());
  }

  Polynomial negated() {
    return scale(Fraction.of(-1));
  }

  Polynomial scale(Fraction factor) {
    TreeMap<Monomial, Fraction> scaled = new TreeMap<>();
    if (factor.signum() != 0) {
      terms.forEach((monomial, coefficient) -> scaled.put(monomial, coefficient.times(factor)));
    }
    return new Polynomial(scaled);
  }

  Polynomial times(Polynomial other) {
    TreeMap<Monomial, Fraction> product = new TreeMap<>();
    long pairs = (long) terms.size() * other.terms.size();
    if (pairs > LARGEST) {
      throw new BeyondReach("polynomials of more than " + LARGEST + " terms");
    }
    if (pairs > MANY) {
      Work.done(PAIR * pairs);
    }
    terms.forEach(
        (left, a) ->
            other.terms.forEach(
                (right, b) ->
                    Powers.settled(left.times(right), a.times(b))
                        .terms
                        .forEach((monomial, c) -> add(product, monomial, c))));
    return new Polynomial(product);
  }

  Polynomial power(int exponent) {
    if (exponent > 64) {
      throw new BeyondReach("powers above 64");
    }
    Polynomial product = ONE;
    for (int i = 0; i < exponent; i++) {
      product = product.times(this);
    }
    return product;
  }

  /// This as a term, always the same for the same polynomial.
  Formula formula() {
    return Written.of(this);
  }
}
