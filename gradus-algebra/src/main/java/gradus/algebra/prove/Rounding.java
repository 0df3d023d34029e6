package gradus.algebra.prove;

import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.reference.Fraction;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;

/// Quotients that are rounded down, without their whole parts.
final class Rounding {

  private static final BigInteger TWO = BigInteger.TWO;

  private Rounding() {}

  /// `⌊(n q + r)/n⌋ = q + ⌊r/n⌋`, and `⌊(u + 1)/2⌋ = u − ⌊u/2⌋`, of whole numbers over a number;
  /// empty if nothing can be taken out.
  static Optional<Formula> plain(Call call, Ring ring) {
    if (!call.function().equals("floordiv")
        || !(call.arguments().getLast() instanceof Formula.Num(BigInteger by, BigInteger below))
        || by.signum() <= 0
        || !below.equals(BigInteger.ONE)) {
      return Optional.empty();
    }
    Polynomial above = ring.of(call.arguments().getFirst());
    if (!ring.isWhole(above)) {
      return Optional.empty();
    }
    Polynomial whole = Polynomial.ZERO;
    for (Map.Entry<Monomial, Fraction> term : above.terms().entrySet()) {
      Fraction times = term.getValue().over(new Fraction(by, BigInteger.ONE)).floor();
      whole = whole.plus(Polynomial.of(term.getKey(), times));
    }
    Polynomial rest = above.minus(whole.scale(new Fraction(by, BigInteger.ONE)));
    boolean odd = by.equals(TWO) && rest.coefficient(Monomial.ONE).signum() > 0;
    Polynomial even = odd ? rest.minus(Polynomial.ONE) : rest;
    Polynomial rounded =
        even.isZero() || even.number().isPresent()
            ? Polynomial.ZERO
            : Polynomial.of(
                Atom.plain(Formula.call("floordiv", even.formula(), call.arguments().getLast())));
    Polynomial value = whole.plus(odd ? even.minus(rounded) : rounded);
    Formula plain = value.formula();
    return plain.equals(call) ? Optional.empty() : Optional.of(plain);
  }
}
