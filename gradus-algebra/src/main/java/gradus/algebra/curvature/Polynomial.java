package gradus.algebra.curvature;

import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.List;

/// A polynomial in one unknown with exact coefficients.
///
/// @param coefficients from the constant one on; the last is not 0, and 0 has none
public record Polynomial(List<Fraction> coefficients) {

  /// The polynomial 0.
  public static final Polynomial ZERO = new Polynomial(List.of());

  /// The polynomial 1.
  public static final Polynomial ONE = constant(Fraction.ONE);

  public Polynomial {
    int length = coefficients.size();
    while (length > 0 && coefficients.get(length - 1).signum() == 0) {
      length--;
    }
    coefficients = List.copyOf(coefficients.subList(0, length));
  }

  /// A number.
  public static Polynomial constant(Fraction value) {
    return new Polynomial(List.of(value));
  }

  /// `xⁿ`.
  public static Polynomial power(int n) {
    List<Fraction> coefficients = new ArrayList<>();
    for (int i = 0; i <= n; i++) {
      coefficients.add(i == n ? Fraction.ONE : Fraction.ZERO);
    }
    return new Polynomial(coefficients);
  }

  /// The highest exponent, −1 for the polynomial 0.
  public int degree() {
    return coefficients.size() - 1;
  }

  boolean isZero() {
    return coefficients.isEmpty();
  }

  private Fraction coefficient(int i) {
    return i < coefficients.size() ? coefficients.get(i) : Fraction.ZERO;
  }

  /// The sum.
  public Polynomial plus(Polynomial other) {
    List<Fraction> sum = new ArrayList<>();
    for (int i = 0; i <= Math.max(degree(), other.degree()); i++) {
      sum.add(coefficient(i).plus(other.coefficient(i)));
    }
    return new Polynomial(sum);
  }

  /// The product with a number.
  public Polynomial times(Fraction factor) {
    return new Polynomial(coefficients.stream().map(factor::times).toList());
  }

  /// The product.
  public Polynomial times(Polynomial other) {
    Polynomial product = ZERO;
    for (int i = 0; i <= degree(); i++) {
      List<Fraction> shifted = new ArrayList<>();
      for (int zero = 0; zero < i; zero++) {
        shifted.add(Fraction.ZERO);
      }
      for (Fraction value : other.coefficients) {
        shifted.add(coefficient(i).times(value));
      }
      product = product.plus(new Polynomial(shifted));
    }
    return product;
  }

  /// The value at a number.
  public Fraction at(Fraction x) {
    Fraction value = Fraction.ZERO;
    for (Fraction coefficient : coefficients.reversed()) {
      value = value.times(x).plus(coefficient);
    }
    return value;
  }

  /// The derivative.
  public Polynomial derivative() {
    List<Fraction> slope = new ArrayList<>();
    for (int i = 1; i <= degree(); i++) {
      slope.add(coefficient(i).times(Fraction.of(i)));
    }
    return new Polynomial(slope);
  }

  /// Quotient and remainder of a division by a polynomial other than 0.
  List<Polynomial> dividedBy(Polynomial divisor) {
    Polynomial quotient = ZERO;
    Polynomial rest = this;
    while (rest.degree() >= divisor.degree()) {
      Fraction factor = rest.coefficients.getLast().over(divisor.coefficients.getLast());
      Polynomial term = power(rest.degree() - divisor.degree()).times(factor);
      quotient = quotient.plus(term);
      rest = rest.plus(term.times(divisor).times(Fraction.of(-1)));
    }
    return List.of(quotient, rest);
  }

  /// The same roots, each once.
  public Polynomial squareFree() {
    Polynomial a = this;
    Polynomial b = derivative();
    while (!b.isZero()) {
      Polynomial rest = a.dividedBy(b).getLast();
      a = b;
      b = rest.isZero() ? rest : rest.times(Fraction.ONE.over(rest.coefficients.getLast()));
    }
    return a.degree() < 1 ? this : dividedBy(a).getFirst();
  }

  /// All roots lie between this number and its negative.
  public Fraction rootBound() {
    Fraction largest = Fraction.ZERO;
    for (Fraction coefficient : coefficients) {
      Fraction ratio = coefficient.over(coefficients.getLast());
      Fraction size = ratio.signum() < 0 ? ratio.negated() : ratio;
      largest = size.compareTo(largest) > 0 ? size : largest;
    }
    return largest.plus(Fraction.ONE);
  }
}
