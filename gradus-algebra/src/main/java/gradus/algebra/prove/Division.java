package gradus.algebra.prove;

import gradus.algebra.prove.Atom.Kind;
import gradus.reference.Fraction;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Fractions of polynomials, cancelled where one divides the other.
final class Division {

  private static final int LONGEST = 400;

  private Division() {}

  /// A polynomial without those denominators that cancel; 0 if it is 0 at all.
  static Polynomial cancelled(Polynomial polynomial) {
    Map<Atom, Integer> below = denominators(polynomial);
    if (below.isEmpty()) {
      return polynomial;
    }
    Polynomial above = numerator(polynomial, below);
    boolean changed = above.terms().size() < polynomial.terms().size();
    for (Map.Entry<Atom, Integer> each : below.entrySet()) {
      Polynomial base = each.getKey().inner().orElseThrow();
      Optional<Polynomial> quotient = divided(above, base);
      while (each.getValue() > 0 && !above.isZero() && quotient.isPresent()) {
        above = quotient.get();
        each.setValue(each.getValue() - 1);
        changed = true;
        quotient = divided(above, base);
      }
    }
    if (!changed) {
      return polynomial;
    }
    Polynomial result = above;
    for (Map.Entry<Atom, Integer> each : below.entrySet()) {
      Monomial factor = Monomial.of(each.getKey(), Fraction.of(-each.getValue()));
      if (each.getValue() > 0) {
        result = result.times(Polynomial.of(factor, Fraction.ONE));
      }
    }
    return result;
  }

  /// Numerators divided by what stands below them: `x / (1 + x)` becomes `1 − 1 / (1 + x)`.
  static Polynomial reduced(Polynomial polynomial) {
    Polynomial result = polynomial;
    for (int round = 0; round < LONGEST; round++) {
      Optional<Polynomial> next = reducedOnce(result);
      if (next.isEmpty()) {
        return result;
      }
      result = next.get();
    }
    return polynomial;
  }

  private static Optional<Polynomial> reducedOnce(Polynomial polynomial) {
    for (Map.Entry<Monomial, Fraction> term : polynomial.terms().entrySet()) {
      for (Atom atom : denominators(Polynomial.of(term.getKey(), Fraction.ONE)).keySet()) {
        Polynomial base = atom.inner().orElseThrow();
        Monomial leading = base.terms().lastKey();
        Monomial factor = term.getKey().times(leading.power(Fraction.of(-1)));
        boolean fits =
            leading.powers().entrySet().stream()
                .allMatch(
                    power ->
                        term.getKey().exponent(power.getKey()).compareTo(power.getValue()) >= 0);
        if (fits && !leading.isOne()) {
          Polynomial rest = Polynomial.of(factor, term.getValue().over(base.coefficient(leading)));
          Polynomial whole =
              Powers.settled(
                  factor.times(Monomial.of(atom, Fraction.ONE)),
                  term.getValue().over(base.coefficient(leading)));
          Polynomial lower = base.minus(Polynomial.of(leading, base.coefficient(leading)));
          return Optional.of(
              polynomial
                  .minus(Polynomial.of(term.getKey(), term.getValue()))
                  .plus(whole)
                  .minus(rest.times(lower)));
        }
      }
    }
    return Optional.empty();
  }

  /// The polynomials below the line and their highest powers.
  static Map<Atom, Integer> denominators(Polynomial polynomial) {
    Map<Atom, Integer> below = new LinkedHashMap<>();
    for (Monomial monomial : polynomial.terms().keySet()) {
      monomial
          .powers()
          .forEach(
              (atom, exponent) -> {
                if (atom.kind() == Kind.BASE && exponent.signum() < 0) {
                  int power = exponent.floor().negated().numerator().intValueExact();
                  below.merge(atom, power, Math::max);
                }
              });
    }
    return below;
  }

  /// The polynomial times its denominators.
  static Polynomial numerator(Polynomial polynomial, Map<Atom, Integer> below) {
    Monomial factor = Monomial.ONE;
    for (Map.Entry<Atom, Integer> each : below.entrySet()) {
      factor = factor.times(Monomial.of(each.getKey(), Fraction.of(each.getValue())));
    }
    // monomial by monomial, so that nothing is multiplied out that cancels
    Polynomial sum = Polynomial.ZERO;
    for (Map.Entry<Monomial, Fraction> term : polynomial.terms().entrySet()) {
      sum = sum.plus(Powers.settled(term.getKey().times(factor), term.getValue()));
    }
    return sum;
  }

  /// `above / by`, if nothing remains.
  static Optional<Polynomial> divided(Polynomial above, Polynomial by) {
    if (above.isZero()) {
      return Optional.of(above);
    }
    Monomial shared = Content.common(above);
    Polynomial rest = above.times(Polynomial.of(shared.power(Fraction.of(-1)), Fraction.ONE));
    Monomial leading = by.terms().lastKey();
    Polynomial quotient = Polynomial.ZERO;
    for (int step = 0; step < LONGEST && !rest.isZero(); step++) {
      Monomial top = rest.terms().lastKey();
      Monomial factor = top.times(leading.power(Fraction.of(-1)));
      if (factor.powers().values().stream().anyMatch(exponent -> exponent.signum() < 0)) {
        return Optional.empty();
      }
      Polynomial part = Polynomial.of(factor, rest.coefficient(top).over(by.coefficient(leading)));
      quotient = quotient.plus(part);
      rest = rest.minus(part.times(by));
    }
    return rest.isZero()
        ? Optional.of(quotient.times(Polynomial.of(shared, Fraction.ONE)))
        : Optional.empty();
  }
}
