package gradus.algebra.prove;

import gradus.algebra.prove.Atom.Kind;
import gradus.formula.Formula;
import gradus.reference.Fraction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Polynomials as terms.
final class Written {

  private Written() {}

  static Formula of(Polynomial polynomial) {
    List<Formula> terms = new ArrayList<>();
    new java.util.TreeMap<>(polynomial.terms())
        .descendingMap()
        .forEach((m, c) -> terms.add(term(m, c)));
    return sum(terms);
  }

  static Formula sum(List<Formula> terms) {
    return switch (terms.size()) {
      case 0 -> Formula.ZERO;
      case 1 -> terms.getFirst();
      default -> new Formula.Add(terms);
    };
  }

  static Formula product(List<Formula> factors) {
    return switch (factors.size()) {
      case 0 -> Formula.ONE;
      case 1 -> factors.getFirst();
      default -> new Formula.Mul(factors);
    };
  }

  static Formula number(Fraction value) {
    return new Formula.Num(value.numerator(), value.denominator());
  }

  /// One monomial with its coefficient.
  static Formula term(Monomial monomial, Fraction coefficient) {
    List<Formula> above = new ArrayList<>();
    List<Formula> below = new ArrayList<>();
    Polynomial exponent = Polynomial.ZERO;
    for (Map.Entry<Atom, Fraction> power : monomial.powers().entrySet()) {
      Atom atom = power.getKey();
      if (atom.kind() == Kind.EXP) {
        exponent = exponent.plus(atom.inner().orElseThrow().scale(power.getValue()));
      } else if (power.getValue().signum() > 0) {
        above.add(power(atom, power.getValue()));
      } else {
        below.add(power(atom, power.getValue().negated()));
      }
    }
    if (!exponent.isZero()) {
      above.add(Formula.call("exp", exponent.formula()));
    }
    Fraction size = coefficient.signum() < 0 ? coefficient.negated() : coefficient;
    if (!size.numerator().equals(BigInteger.ONE)) {
      above.addFirst(number(new Fraction(size.numerator(), BigInteger.ONE)));
    }
    if (!size.denominator().equals(BigInteger.ONE)) {
      below.addFirst(number(new Fraction(size.denominator(), BigInteger.ONE)));
    }
    Formula whole = below.isEmpty() ? product(above) : quotient(above, below);
    return coefficient.signum() < 0 ? whole.negated() : whole;
  }

  private static Formula quotient(List<Formula> above, List<Formula> below) {
    boolean number = above.stream().allMatch(Formula.Num.class::isInstance);
    boolean numbers = number && below.stream().allMatch(Formula.Num.class::isInstance);
    if (numbers) {
      Formula.Num up = (Formula.Num) product(above);
      Formula.Num down = (Formula.Num) product(below);
      return new Formula.Num(up.numerator(), down.numerator());
    }
    return new Formula.Div(product(above), product(below));
  }

  private static Formula power(Atom atom, Fraction exponent) {
    return exponent.equals(Fraction.ONE)
        ? atom.term()
        : new Formula.Power(atom.term(), number(exponent));
  }
}
