package gradus.algebra.limits;

import gradus.algebra.limits.Tends.Value;
import gradus.formula.Formula;
import gradus.formula.Formula.Div;
import gradus.formula.Formula.Mul;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The ways to write a term as a quotient to whose parts l'Hôpital's rule may apply.
///
/// @param tending what factors tend to
record Quotients(Tending tending) {

  /// Quotients that are equal to a term, if it is a product, a quotient or a sum of such.
  List<Div> of(Formula term) {
    List<Div> found = new ArrayList<>();
    if (term instanceof Div plain) {
      found.add(plain);
    }
    if (term instanceof Formula.Add(List<Formula> terms)) {
      together(terms).ifPresent(found::add);
    }
    if (term instanceof Formula.Neg(Formula inner)) {
      of(inner).forEach(it -> found.add(new Div(it.numerator().negated(), it.denominator())));
    }
    if (term instanceof Mul(List<Formula> factors)) {
      List<Formula> small = new ArrayList<>();
      List<Formula> large = new ArrayList<>();
      for (Formula factor : factors) {
        (isSmall(factor) ? small : large).add(factor);
      }
      if (!small.isEmpty() && !large.isEmpty()) {
        found.add(new Div(product(small), inverse(product(large))));
        found.add(new Div(product(large), inverse(product(small))));
      }
    }
    return found;
  }

  private boolean isSmall(Formula factor) {
    Optional<Tends> tends = tending.of(factor);
    return tends
        .filter(it -> it instanceof Value(Formula value, var _) && tending.isZero(value))
        .isPresent();
  }

  private static Formula product(List<Formula> factors) {
    return factors.size() == 1 ? factors.getFirst() : new Mul(factors);
  }

  private static Formula inverse(Formula term) {
    return term instanceof Div(Formula above, Formula below)
        ? below.over(above)
        : Formula.ONE.over(term);
  }

  /// A sum over one denominator.
  private static Optional<Div> together(List<Formula> terms) {
    Formula above = Formula.ZERO;
    Formula below = Formula.ONE;
    for (Formula term : terms) {
      boolean negative = term instanceof Formula.Neg;
      Formula inner = term instanceof Formula.Neg(Formula negated) ? negated : term;
      Formula over = inner instanceof Div(Formula first, Formula _) ? first : inner;
      Formula under = inner instanceof Div(Formula _, Formula second) ? second : Formula.ONE;
      Formula signed = negative ? over.negated() : over;
      if (under.equals(below)) {
        above = above.plus(signed);
      } else {
        above = above.times(under).plus(signed.times(below));
        below = below.times(under);
      }
    }
    return below.equals(Formula.ONE) ? Optional.empty() : Optional.of(new Div(above, below));
  }
}
