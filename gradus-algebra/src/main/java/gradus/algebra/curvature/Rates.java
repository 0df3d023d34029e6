package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.signs.Known;
import gradus.algebra.signs.Ranges;
import gradus.formula.Formula;
import gradus.formula.Formula.Mul;
import gradus.formula.Formula.Neg;
import gradus.formula.Formula.Num;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at a term divided by what is positive and multiplies a logarithm in it, so that this
/// stands alone: `T log A − x` as `log A − x / T`.
///
/// @param search looks for the reason
/// @param known what is given
/// @param depth how deep the search is
record Rates(Inequalities search, Known known, int depth) {

  Optional<Reason> shown(Formula term, boolean strict) {
    List<Formula> terms = Apart.flat(term);
    return terms.stream()
        .flatMap(it -> factors(it).stream().filter(_ -> Assumed.hasLogarithm(plain(it))))
        .filter(it -> !(it instanceof Num) && new Ranges(known).of(it).isPositive())
        .filter(it -> !Assumed.hasLogarithm(it))
        .findFirst()
        .flatMap(rate -> shown(term, terms, rate, strict));
  }

  private Optional<Reason> shown(Formula term, List<Formula> terms, Formula rate, boolean strict) {
    List<Formula> over = terms.stream().map(it -> over(it, rate)).toList();
    return search
        .shown(known, Inequalities.sum(over), strict, depth + 1)
        .flatMap(it -> search.by(known, term, Formula.ONE.over(rate), it));
  }

  /// The logarithm of a product, or what it is instead.
  private static Formula plain(Formula term) {
    return factors(term).stream().filter(Assumed::hasLogarithm).findFirst().orElse(Formula.ONE);
  }

  private static List<Formula> factors(Formula term) {
    return switch (term) {
      case Neg(Formula inner) -> factors(inner);
      case Mul(List<Formula> factors) -> factors;
      default -> List.of();
    };
  }

  private static Formula over(Formula term, Formula rate) {
    return switch (term) {
      case Neg(Formula inner) -> over(inner, rate).negated();
      case Mul(List<Formula> factors) when factors.contains(rate) -> {
        List<Formula> rest = new ArrayList<>(factors);
        rest.remove(rate);
        yield rest.size() == 1 ? rest.getFirst() : new Mul(rest);
      }
      default -> term.over(rate);
    };
  }
}
