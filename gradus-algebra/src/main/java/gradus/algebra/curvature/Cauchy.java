package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.signs.Known;
import gradus.formula.Formula;
import gradus.formula.Formula.Add;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Mul;
import gradus.formula.Formula.Power;
import gradus.formula.Formula.Var;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at what is left beside sums of squares of inner products, as of the entries of a product
/// of matrices: `Σᵢⱼ (Σₖ pq)²` is at most `Σᵢⱼ Σₖ p² Σₖ q²`, by Lagrange's identity at each `i` and
/// `j`.
///
/// @param search looks for the equation
/// @param known what is given
record Cauchy(Inequalities search, Known known) {

  private static final Formula TWO = Formula.number(2);

  Optional<Reason> shown(Formula term, List<Fold> folds) {
    for (Fold fold : folds) {
      Optional<Reason> found =
          squares(fold, term)
              .<Reason>map(it -> new Reason.Parts(it, false))
              .flatMap(it -> search.by(known, term, TWO, it));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /// Lagrange's sum of squares in the place of each square of an inner product.
  private Optional<Formula> squares(Formula body, Formula term) {
    return switch (body) {
      case Fold(Combination kind, Var index, Formula from, Formula to, Formula inner)
          when kind == Combination.SUM ->
          squares(inner, term).map(it -> new Fold(kind, index, from, to, it));
      case Power(Fold product, Formula two)
          when two.equals(TWO)
              && product.combination() == Combination.SUM
              && product.body() instanceof Mul(List<Formula> factors)
              && factors.size() > 1 ->
          Optional.of(lagrange(product, factors, term));
      default -> Optional.empty();
    };
  }

  private Formula lagrange(Fold product, List<Formula> factors, Formula term) {
    Var k = product.index();
    Var l = Inequalities.fresh(known, new Add(List.of(term, product.body(), k)), k.name() + "′");
    Formula p = factors.getFirst();
    List<Formula> rest = new ArrayList<>(factors.subList(1, factors.size()));
    Formula q = rest.size() == 1 ? rest.getFirst() : new Mul(rest);
    Formula cross = p.times(Known.replaced(q, k, l)).minus(Known.replaced(p, k, l).times(q));
    Fold inner = new Fold(Combination.SUM, l, product.from(), product.to(), cross.power(TWO));
    return new Fold(Combination.SUM, k, product.from(), product.to(), inner);
  }
}
