package gradus.algebra.prove;

import gradus.algebra.prove.Atom.Kind;
import gradus.formula.Formula;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `log` of a product: the sum of the logs of factors that are positive for certain. One factor may
/// be of unknown sign, since the product is positive wherever its logarithm is defined.
final class Logarithm {

  private final Entailment entailment;
  private final List<Formula> terms = new ArrayList<>();
  private Optional<Polynomial> unknown = Optional.empty();

  private Logarithm(Context context) {
    this.entailment = new Entailment(context);
  }

  /// The sum, or nothing if no law applies.
  static Optional<Formula> expanded(Polynomial argument, Context context) {
    if (argument.isZero()) {
      return Optional.empty();
    }
    return new Logarithm(context).expand(argument);
  }

  private Optional<Formula> expand(Polynomial argument) {
    Map<Atom, Integer> below = Division.denominators(argument);
    Content content = Content.of(Division.numerator(argument, below));
    boolean fits = content.coefficient().signum() > 0 || content.rest().terms().size() > 1;
    for (Map.Entry<Atom, Fraction> power : content.monomial().powers().entrySet()) {
      fits &= factor(Polynomial.of(power.getKey()), power.getValue());
    }
    for (Map.Entry<Atom, Integer> power : below.entrySet()) {
      fits &= factor(power.getKey().inner().orElseThrow(), Fraction.of(-power.getValue()));
    }
    boolean negative = content.coefficient().signum() < 0;
    Polynomial rest = negative ? content.rest().negated() : content.rest();
    Fraction scale = negative ? content.coefficient().negated() : content.coefficient();
    Fraction inner = Content.scale(rest);
    if (!scale.times(inner).equals(Fraction.ONE)) {
      number(scale.times(inner));
    }
    Polynomial primitive = rest.scale(Fraction.ONE.over(inner));
    if (!primitive.equals(Polynomial.ONE)) {
      fits &= factor(primitive, Fraction.ONE);
    }
    return fits ? Optional.of(Written.sum(terms)) : Optional.empty();
  }

  private void number(Fraction value) {
    if (value.numerator().bitLength() > 1) {
      terms.add(
          Formula.call(
              "log", Written.number(new Fraction(value.numerator(), java.math.BigInteger.ONE))));
    }
    if (value.denominator().bitLength() > 1) {
      terms.add(
          Formula.call(
                  "log",
                  Written.number(new Fraction(value.denominator(), java.math.BigInteger.ONE)))
              .negated());
    }
  }

  private boolean factor(Polynomial base, Fraction exponent) {
    Optional<Atom> atom = base.atom();
    if (atom.isPresent() && atom.get().kind() == Kind.EXP) {
      terms.add(times(exponent, atom.get().inner().orElseThrow().formula()));
      return true;
    }
    if (!entailment.isPositive(base)) {
      boolean whole = exponent.denominator().bitLength() == 1;
      if (unknown.isPresent() || !whole || !exponent.numerator().testBit(0)) {
        return false;
      }
      unknown = Optional.of(base);
    }
    terms.add(times(exponent, Formula.call("log", base.formula())));
    return true;
  }

  private static Formula times(Fraction factor, Formula term) {
    return factor.equals(Fraction.ONE)
        ? term
        : new Formula.Mul(List.of(Written.number(factor), term));
  }
}
