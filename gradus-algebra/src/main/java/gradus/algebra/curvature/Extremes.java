package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.signs.Known;
import gradus.algebra.signs.Ranges;
import gradus.algebra.signs.Reasons;
import gradus.formula.Formula;
import gradus.formula.Formula.Add;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Div;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Mul;
import gradus.formula.Formula.Neg;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Looks at one term of a maximum in its place where it is added, and of a minimum where that is
/// taken away: `max |x − y| − |f(xᵢ) − f(yᵢ)|` is 0 or more if `|xᵢ − yᵢ| − |f(xᵢ) − f(yᵢ)|` is.
///
/// @param search looks for the reasons below
/// @param known what is given
/// @param depth how deep the search is
record Extremes(Inequalities search, Known known, int depth) {

  /// A maximum or minimum in a summand, and what it is multiplied by there.
  private record Found(Fold fold, Formula factor) {}

  Optional<Reason> shown(Formula term, boolean strict) {
    if (depth > 3) {
      return Optional.empty();
    }
    for (Formula each : Apart.flat(term)) {
      Optional<Found> found =
          each instanceof Neg(Formula inner)
              ? found(inner, Combination.MIN)
              : found(each, Combination.MAX);
      Optional<Reason> reason = found.flatMap(it -> placed(term, strict, it));
      if (reason.isPresent()) {
        return reason;
      }
    }
    return Optional.empty();
  }

  private Optional<Found> found(Formula term, Combination kind) {
    return switch (term) {
      case Fold fold when fold.combination() == kind -> Optional.of(new Found(fold, Formula.ONE));
      case Mul(List<Formula> factors) -> {
        List<Formula> folds =
            factors.stream().filter(it -> it instanceof Fold f && f.combination() == kind).toList();
        List<Formula> rest = new ArrayList<>(factors);
        rest.removeAll(folds);
        yield folds.size() == 1 ? positive((Fold) folds.getFirst(), new Mul(rest)) : none();
      }
      case Div(Fold fold, Formula by) when fold.combination() == kind ->
          positive(fold, Formula.ONE.over(by));
      default -> none();
    };
  }

  private static Optional<Found> none() {
    return Optional.empty();
  }

  private Optional<Found> positive(Fold fold, Formula factor) {
    return new Ranges(known).of(factor).isNotNegative()
        ? Optional.of(new Found(fold, factor))
        : none();
  }

  private Optional<Reason> placed(Formula term, boolean strict, Found found) {
    Fold fold = found.fold();
    Set<Formula> places = new LinkedHashSet<>();
    places(term, places);
    return places.stream()
        .filter(it -> known.holds(fold, it))
        .limit(2)
        .flatMap(it -> at(term, strict, found, it).stream())
        .findFirst();
  }

  /// The indices of entries.
  private static void places(Formula term, Set<Formula> found) {
    if (term instanceof Formula.Entry(String _, List<Formula> index)) {
      found.addAll(index);
    }
    Known.evaluated(term).forEach(it -> places(it, found));
  }

  private Optional<Reason> at(Formula term, boolean strict, Found found, Formula place) {
    Fold fold = found.fold();
    Formula one = Known.replaced(fold.body(), fold.index(), place);
    Reason member = new Reason.Member(Reasons.difference(fold, place), false, fold, place);
    Reason gap =
        found.factor().equals(Formula.ONE)
            ? member
            : new Reason.Each(
                new Mul(List.of(found.factor(), member.term())),
                false,
                List.of(new Reason.Parts(found.factor(), false), member));
    return search
        .shown(known, Known.replaced(term, fold, one), strict, depth + 1)
        .<Reason>map(
            it ->
                new Reason.Each(new Add(List.of(gap.term(), it.term())), strict, List.of(gap, it)))
        .filter(it -> Reasons.hold(known.setting(), it))
        .flatMap(it -> search.by(known, term, Formula.ONE, it));
  }
}
