package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.signs.Known;
import gradus.algebra.signs.Ranges;
import gradus.formula.Formula;
import gradus.formula.Formula.Div;
import gradus.formula.Formula.Mul;
import gradus.formula.Formula.Neg;
import gradus.formula.Substitution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Looks at a product where one of its factors is 0 or more and where it is 0 or less: `a·σ″(a) ≤
/// 0`, since both factors turn at 0.
///
/// @param search looks for the reasons below
/// @param known what is given
/// @param depth how deep the search is
record Turns(Inequalities search, Known known, int depth) {

  private static final int DEEPEST = 2;

  /// A factor, and all that it is multiplied by.
  private record Split(Formula pivot, Formula rest) {}

  Optional<Reason> shown(Formula term) {
    return depth > DEEPEST
        ? Optional.empty()
        : splits(term).filter(this::turns).flatMap(it -> shown(term, it).stream()).findFirst();
  }

  private static Stream<Split> splits(Formula term) {
    return switch (term) {
      case Neg(Formula inner) ->
          splits(inner).map(it -> new Split(it.pivot(), it.rest().negated()));
      case Div(Formula above, Formula below) ->
          splits(above).map(it -> new Split(it.pivot(), it.rest().over(below)));
      case Mul(List<Formula> factors) -> {
        List<Split> all = new ArrayList<>();
        for (int i = 0; i < factors.size(); i++) {
          List<Formula> others = new ArrayList<>(factors);
          Formula own = others.remove(i);
          Formula rest = others.stream().reduce(Formula.ONE, Formula::times);
          splits(own).forEach(it -> all.add(new Split(it.pivot(), it.rest().times(rest))));
        }
        yield all.stream();
      }
      default -> Stream.of(new Split(term, Formula.ONE));
    };
  }

  /// Whether a factor may have either sign, and the judge sees that it has one everywhere.
  private boolean turns(Split split) {
    return Facts.isSum(split.pivot())
        && !Substitution.variables(split.pivot()).isEmpty()
        && !Substitution.variables(split.rest()).isEmpty()
        && !known.entails(split.pivot(), false)
        && !known.entails(split.pivot().negated(), false)
        && !new Ranges(known).of(split.pivot()).isNotNegative();
  }

  private Optional<Reason> shown(Formula term, Split split) {
    Formula pivot = split.pivot();
    Formula product = new Mul(List.of(pivot, split.rest()));
    return side(pivot, split.rest(), product)
        .flatMap(
            up ->
                side(pivot.negated(), split.rest().negated(), product)
                    .<Reason>map(down -> new Reason.Sides(product, false, pivot, up, down)))
        .flatMap(
            it -> product.equals(term) ? Optional.of(it) : search.by(known, term, Formula.ONE, it));
  }

  private Optional<Reason> side(Formula pivot, Formula rest, Formula product) {
    Known there = known.with(pivot, false);
    Formula own = new Mul(List.of(pivot, rest));
    return search
        .shown(there, rest, false, depth + 1)
        .<Reason>map(
            it -> new Reason.Each(own, false, List.of(new Reason.Linear(pivot, false), it)))
        .flatMap(
            it ->
                own.equals(product) ? Optional.of(it) : search.by(there, product, Formula.ONE, it));
  }
}
