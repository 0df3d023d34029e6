package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.signs.Known;
import gradus.formula.Formula;
import gradus.formula.Formula.Add;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Mul;
import gradus.formula.Formula.Neg;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at `Σ |u|` in the place of `|Σ u|` where that is taken away, also within sums.
///
/// @param search looks for the reasons below
/// @param known what is given
/// @param depth how deep the search is
record Triangles(Inequalities search, Known known, int depth) {

  Optional<Reason> shown(Formula term, boolean strict) {
    if (strict || depth > 1) {
      return Optional.empty();
    }
    List<Formula> terms = Apart.flat(term);
    for (Formula each : terms) {
      if (each instanceof Neg(Formula inner) && larger(inner).isPresent()) {
        List<Formula> others = new ArrayList<>(terms);
        others.remove(each);
        Formula more = larger(inner).orElseThrow();
        return gap(known, more, inner)
            .flatMap(it -> whole(term, it, Inequalities.sum(others).minus(more)));
      }
    }
    return Optional.empty();
  }

  private Optional<Reason> whole(Formula term, Reason gap, Formula rest) {
    return search
        .by(known, rest, Formula.ONE, new Reason.Parts(Formula.ZERO, false))
        .or(() -> search.shown(known, rest, false, depth + 1))
        .<Reason>map(
            it -> new Reason.Each(new Add(List.of(gap.term(), rest)), false, List.of(gap, it)))
        .flatMap(it -> search.by(known, term, Formula.ONE, it));
  }

  /// What is no less: of the size of a sum the sum of the sizes.
  private static Optional<Formula> larger(Formula term) {
    return switch (term) {
      case Call(String function, List<Formula> of)
          when function.equals("abs") && of.getFirst() instanceof Fold sum && isSum(sum) ->
          Optional.of(with(sum, size(sum.body())));
      case Fold sum when isSum(sum) -> larger(sum.body()).map(it -> with(sum, it));
      default -> Optional.empty();
    };
  }

  private static boolean isSum(Fold fold) {
    return fold.combination() == Combination.SUM;
  }

  private static Fold with(Fold sum, Formula body) {
    return new Fold(Combination.SUM, sum.index(), sum.from(), sum.to(), body);
  }

  /// Of a product the product of the sizes.
  private static Formula size(Formula term) {
    return switch (term) {
      case Mul(List<Formula> factors) -> new Mul(factors.stream().map(Triangles::size).toList());
      case Neg(Formula inner) -> size(inner);
      default -> Formula.call("abs", term);
    };
  }

  /// Why the larger one is no less, index by index.
  private Optional<Reason> gap(Known there, Formula more, Formula less) {
    if (!(more instanceof Fold larger) || !(less instanceof Fold smaller)) {
      return search.shown(there, more.minus(less), false, depth + 1);
    }
    Fold gaps = with(smaller, larger.body().minus(smaller.body()));
    return gap(there.inside(gaps), larger.body(), smaller.body())
        .map(it -> new Reason.Termwise(gaps, false, it));
  }
}
