package gradus.algebra.prove;

import gradus.reference.Fraction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/// A polynomial as `coefficient · monomial · rest`, with a rest that has no factor in common.
///
/// @param coefficient the coefficient of the rest's leading monomial before division
/// @param monomial what all monomials share, with negative exponents taken out too
/// @param rest the leading coefficient is 1 and all exponents of atoms are 0 at least
record Content(Fraction coefficient, Monomial monomial, Polynomial rest) {

  static Content of(Polynomial polynomial) {
    Monomial outside = Monomial.ONE;
    Polynomial rest = polynomial;
    for (Monomial shared = common(rest); !shared.isOne(); shared = common(rest)) {
      outside = outside.times(shared);
      rest = rest.times(Polynomial.of(shared.power(Fraction.of(-1)), Fraction.ONE));
      if (rest.isZero()) {
        throw new BeyondReach("a division by 0");
      }
    }
    Fraction leading = rest.coefficient(rest.terms().lastKey());
    return new Content(leading, outside, rest.scale(Fraction.ONE.over(leading)));
  }

  /// The least exponent of each atom.
  static Monomial common(Polynomial polynomial) {
    TreeMap<Atom, Fraction> least = new TreeMap<>();
    List<Monomial> monomials = new ArrayList<>(polynomial.terms().keySet());
    for (Monomial monomial : monomials) {
      for (Atom atom : monomial.powers().keySet()) {
        least.computeIfAbsent(
            atom,
            _ ->
                monomials.stream()
                    .map(each -> each.exponent(atom))
                    .min(Fraction::compareTo)
                    .orElseThrow());
      }
    }
    least.values().removeIf(exponent -> exponent.signum() == 0);
    return new Monomial(least);
  }

  /// The positive number after whose removal all coefficients are whole and share no factor.
  static Fraction scale(Polynomial polynomial) {
    return scale(polynomial.terms().values());
  }

  /// The positive number after whose removal all numbers are whole and share no factor.
  static Fraction scale(Collection<Fraction> coefficients) {
    BigInteger above = BigInteger.ZERO;
    BigInteger below = BigInteger.ONE;
    for (Fraction coefficient : coefficients) {
      above = above.gcd(coefficient.numerator());
      below =
          below.multiply(coefficient.denominator()).divide(below.gcd(coefficient.denominator()));
    }
    return new Fraction(above, below);
  }
}
