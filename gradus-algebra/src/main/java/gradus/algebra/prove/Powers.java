package gradus.algebra.prove;

import gradus.algebra.prove.Atom.Kind;
import gradus.reference.Fraction;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/// Powers, reciprocals, roots and exponentials of polynomials.
final class Powers {

  private Powers() {}

  /// A monomial whose polynomials under whole powers are multiplied out.
  static Polynomial settled(Monomial monomial, Fraction coefficient) {
    for (Map.Entry<Atom, Fraction> power : monomial.powers().entrySet()) {
      Atom atom = power.getKey();
      Fraction exponent = power.getValue();
      if (exponent.compareTo(Fraction.ONE) < 0) {
        continue;
      }
      Monomial rest = monomial.without(atom);
      if (atom.kind() == Kind.BASE) {
        Fraction whole = exponent.floor();
        Fraction part = exponent.plus(whole.negated());
        Monomial kept = part.signum() == 0 ? rest : rest.times(Monomial.of(atom, part));
        Polynomial base = atom.inner().orElseThrow();
        return settled(kept, coefficient).times(base.power(whole.numerator().intValueExact()));
      }
      if (atom.isBracket() && !exponent.equals(Fraction.ONE)) {
        return settled(rest.times(Monomial.of(atom, Fraction.ONE)), coefficient);
      }
    }
    return Polynomial.of(monomial, coefficient);
  }

  /// `baseᵉ` for a fraction `e`.
  static Polynomial power(Polynomial base, Fraction exponent) {
    Fraction whole = exponent.floor();
    Fraction part = exponent.plus(whole.negated());
    if (whole.numerator().bitLength() > 7) {
      throw new BeyondReach("the power " + exponent);
    }
    int n = whole.numerator().intValueExact();
    Polynomial first = n < 0 ? reciprocal(base).power(-n) : base.power(n);
    return part.signum() == 0 ? first : first.times(root(base, part));
  }

  /// `1 / base`.
  static Polynomial reciprocal(Polynomial base) {
    if (base.isZero()) {
      throw new BeyondReach("a division by 0");
    }
    Content content = Content.of(base);
    Polynomial outside =
        settled(
            content.monomial().power(Fraction.of(-1)), Fraction.ONE.over(content.coefficient()));
    return content.rest().equals(Polynomial.ONE)
        ? outside
        : outside.times(
            Polynomial.of(Monomial.of(Atom.base(content.rest()), Fraction.of(-1)), Fraction.ONE));
  }

  /// `base` to a proper fraction.
  private static Polynomial root(Polynomial base, Fraction part) {
    if (base.isZero()) {
      return base;
    }
    Monomial exponentials = Content.common(base).only(atom -> atom.kind() == Kind.EXP);
    Polynomial rest = base.times(Polynomial.of(exponentials.power(Fraction.of(-1)), Fraction.ONE));
    Fraction scale = Content.scale(rest);
    Polynomial primitive = rest.scale(Fraction.ONE.over(scale));
    Polynomial outside =
        Polynomial.of(exponentials.power(part), Fraction.ONE).times(numberRoot(scale, part));
    if (primitive.equals(Polynomial.ONE)) {
      return outside;
    }
    Atom atom = primitive.atom().orElseGet(() -> Atom.base(primitive));
    return outside.times(Polynomial.of(Monomial.of(atom, part), Fraction.ONE));
  }

  private static Polynomial numberRoot(Fraction number, Fraction part) {
    if (number.equals(Fraction.ONE)) {
      return Polynomial.ONE;
    }
    if (part.equals(Fraction.of(1, 2))) {
      BigInteger above = number.numerator().sqrt();
      BigInteger below = number.denominator().sqrt();
      Fraction exact = new Fraction(above, below);
      if (exact.times(exact).equals(number)) {
        return Polynomial.of(exact);
      }
    }
    return Polynomial.of(Monomial.of(Atom.base(Polynomial.of(number)), part), Fraction.ONE);
  }

  /// `exp` of a polynomial: a product of powers, one for each monomial.
  static Polynomial exp(Polynomial exponent) {
    Polynomial product = Polynomial.ONE;
    TreeMap<Atom, Fraction> powers = new TreeMap<>();
    for (Map.Entry<Monomial, Fraction> term : exponent.terms().entrySet()) {
      Polynomial monomial = Polynomial.of(term.getKey(), Fraction.ONE);
      if (monomial.atom().isPresent() && Laws.isLog(monomial.atom().get())) {
        product = product.times(power(Laws.logged(monomial.atom().get()), term.getValue()));
      } else {
        powers.put(Atom.exp(monomial), term.getValue());
      }
    }
    return product.times(Polynomial.of(new Monomial(powers), Fraction.ONE));
  }
}
