package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.signs.Known;
import gradus.algebra.signs.Ranges;
import gradus.formula.Formula;
import gradus.formula.Formula.Mul;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at a difference of two squares as a product: `u² − v² = (u − |v|)(u + |v|)`.
///
/// @param search looks for the reasons below
/// @param known what is given
/// @param depth how deep the search is
record Differences(Inequalities search, Known known, int depth) {

  private static final Formula TWO = Formula.number(2);

  Optional<Reason> shown(Formula term, boolean strict) {
    List<Formula> above = new ArrayList<>();
    List<Formula> below = new ArrayList<>();
    Wholes.signed(term, true, above, below);
    return above.size() == 1
            && below.size() == 1
            && above.getFirst() instanceof Formula.Power(Formula u, Formula two)
            && two.equals(TWO)
            && below.getFirst() instanceof Formula.Power(Formula v, Formula other)
            && other.equals(TWO)
        ? product(term, size(u), size(v), strict)
        : Optional.empty();
  }

  private Formula size(Formula term) {
    return new Ranges(known).of(term).isNotNegative() ? term : Formula.call("abs", term);
  }

  private Optional<Reason> product(Formula term, Formula u, Formula v, boolean strict) {
    Formula apart = u.minus(v);
    Formula sum = u.plus(v);
    return search
        .shown(known, apart, strict, depth + 1)
        .flatMap(
            first ->
                search
                    .shown(known, sum, strict, depth + 1)
                    .<Reason>map(
                        second ->
                            new Reason.Each(
                                new Mul(List.of(apart, sum)), strict, List.of(first, second))))
        .flatMap(it -> search.by(known, term, Formula.ONE, it));
  }
}
