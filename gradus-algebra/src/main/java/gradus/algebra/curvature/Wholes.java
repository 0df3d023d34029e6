package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.signs.Known;
import gradus.algebra.signs.Ranges;
import gradus.algebra.signs.Reasons;
import gradus.formula.Formula;
import gradus.formula.Formula.Add;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Mul;
import gradus.formula.Formula.Neg;
import gradus.formula.Formula.Var;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Looks for reasons about sums, maxima and minima over an index of any length.
///
/// @param search looks for the reasons below
/// @param known what is given
/// @param depth how deep the search is
record Wholes(Inequalities search, Known known, int depth) {

  Optional<Reason> shown(Formula term, boolean strict) {
    List<Fold> folds = folds(term);
    if (folds.isEmpty()) {
      return Optional.empty();
    }
    return (strict ? Optional.<Reason>empty() : new Gibbs(search, known, depth).shown(term))
        .or(
            () ->
                strict || depth > 1
                    ? Optional.empty()
                    : new Shares(search, known, depth).variance(term))
        .or(() -> termwise(term, strict))
        .or(() -> Apart.areSums(term) ? new Indexwise(this).shown(term, strict) : Optional.empty())
        .or(() -> attained(term, strict, folds))
        .or(() -> strict || Radicals.hasRoot(term) ? Optional.empty() : squares(term, folds))
        .or(() -> strict || Radicals.hasRoot(term) ? Optional.empty() : crossed(term, folds))
        .or(() -> strict ? Optional.empty() : new Cauchy(search, known).shown(term, folds));
  }

  /// `(Σ u)² − Σ u² = Σᵢ uᵢ (Σ u − uᵢ)`, where `u ≥ 0`.
  private Optional<Reason> crossed(Formula term, List<Fold> folds) {
    for (Fold fold : folds) {
      if (fold.combination() == Combination.SUM
          && new Ranges(known.inside(fold)).of(fold.body()).isNotNegative()) {
        Var index = Inequalities.fresh(known, term, fold.index().name() + "′");
        Formula one = Known.replaced(fold.body(), fold.index(), index);
        Formula rest = Reasons.difference(fold, index);
        Formula body = new Mul(List.of(one, rest));
        Fold whole = new Fold(Combination.SUM, index, fold.from(), fold.to(), body);
        Reason each =
            new Reason.Each(
                body,
                false,
                List.of(new Reason.Parts(one, false), new Reason.Member(rest, false, fold, index)));
        Reason sum = sized(fold, new Reason.Termwise(whole, false, each));
        Optional<Reason> found =
            Reasons.hold(known.setting(), sum)
                ? search.by(known, term, Formula.ONE, sum)
                : Optional.empty();
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  Optional<Reason> together(Formula term, boolean strict) {
    return folds(term).isEmpty() || Radicals.hasRoot(term)
        ? Optional.empty()
        : new Indexwise(this).shown(term, strict);
  }

  static List<Fold> folds(Formula term) {
    Set<Fold> found = new LinkedHashSet<>();
    collect(term, found);
    return List.copyOf(found);
  }

  private static void collect(Formula term, Set<Fold> found) {
    if (term instanceof Fold fold) {
      found.add(fold);
    }
    Known.evaluated(term).forEach(part -> collect(part, found));
  }

  Optional<Reason> termwise(Formula term, boolean strict) {
    return term instanceof Fold fold
            && (fold.combination() == Combination.SUM || fold.combination() == Combination.PRODUCT)
        ? search
            .shown(known.inside(fold), fold.body(), strict, depth + 1)
            .<Reason>map(it -> new Reason.Termwise(term, strict, it))
            .filter(it -> Reasons.hold(known.setting(), it))
        : Optional.empty();
  }

  /// A maximum that is taken away, or a minimum that is added, is one of its terms.
  private Optional<Reason> attained(Formula term, boolean strict, List<Fold> folds) {
    for (Fold fold : folds) {
      boolean turned =
          (fold.combination() == Combination.MAX && isTaken(term, fold, true))
              || (fold.combination() == Combination.MIN && isTaken(term, fold, false));
      if (turned && known.entails(fold.to().minus(fold.from()), false)) {
        Var index = Inequalities.fresh(known, term, fold.index().name());
        Formula there =
            Known.replaced(term, fold, Known.replaced(fold.body(), fold.index(), index));
        Optional<Reason> found =
            search.shown(Reasons.in(known, fold, index), there, strict, depth + 1);
        if (found.isPresent()) {
          return found.map(it -> new Reason.Attained(term, strict, fold, index, it));
        }
      }
    }
    return Optional.empty();
  }

  /// Whether a fold stands in a summand that is taken away, or in one that is added.
  private static boolean isTaken(Formula term, Fold fold, boolean away) {
    return switch (term) {
      case Add(List<Formula> terms) -> terms.stream().anyMatch(it -> isTaken(it, fold, away));
      case Neg(Formula inner) -> isTaken(inner, fold, !away);
      default -> !away && Known.isEvaluated(term, fold);
    };
  }

  static boolean isLike(Formula term, Fold sum) {
    return term instanceof Fold fold
        && fold.combination() == Combination.SUM
        && fold.from().equals(sum.from())
        && fold.to().equals(sum.to());
  }

  static void signed(Formula term, boolean plus, List<Formula> above, List<Formula> below) {
    switch (term) {
      case Add(List<Formula> terms) -> terms.forEach(it -> signed(it, plus, above, below));
      case Neg(Formula inner) -> signed(inner, !plus, above, below);
      default -> (plus ? above : below).add(term);
    }
  }

  /// Lagrange's identity: `Σp² Σq² − (Σpq)² = ½ Σᵢⱼ (pᵢqⱼ − pⱼqᵢ)²`.
  private Optional<Reason> squares(Formula term, List<Fold> folds) {
    Fold first = folds.getFirst();
    List<Formula> bases = new ArrayList<>();
    folds.stream()
        .filter(it -> isLike(it, first))
        .map(it -> Known.replaced(it.body(), it.index(), first.index()))
        .flatMap(it -> (isSize(it) ? Optional.of(it) : base(it)).stream())
        .distinct()
        .sorted(java.util.Comparator.comparing(it -> !isSize(it)))
        .forEach(bases::add);
    bases.add(Formula.ONE);
    Formula two = Formula.number(2);
    for (int i = 0; i < Math.min(3, bases.size()); i++) {
      for (int j = i + 1; j < Math.min(3, bases.size()); j++) {
        boolean counts = bases.get(j).equals(Formula.ONE);
        Formula size = first.to();
        Reason plain = lagrange(first, bases.get(i), bases.get(j), term);
        Reason sum = counts ? unsized(first, bases.get(i), plain) : plain;
        for (Formula factor :
            counts
                ? List.of(two, two.times(size), two.times(size.power(two)))
                : List.of(two, Formula.ONE.over(two))) {
          boolean positive = new Ranges(known).of(factor).isPositive();
          Optional<Reason> found =
              positive ? search.by(known, term, factor, sum) : Optional.empty();
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isSize(Formula term) {
    return term instanceof Formula.Call(String function, List<Formula> _) && function.equals("abs");
  }

  /// With `2n Σ (v² − |v|²)`, which is 0, where squares stand for those of sizes.
  private Reason unsized(Fold like, Formula size, Reason sum) {
    if (!isSize(size) || !(size instanceof Formula.Call(String _, List<Formula> of))) {
      return sum;
    }
    Formula two = Formula.number(2);
    Formula gap = of.getFirst().power(two).minus(size.power(two));
    Fold gaps = new Fold(Combination.SUM, like.index(), like.from(), like.to(), gap);
    Formula twice = two.times(like.to());
    Formula times = new Mul(List.of(twice, gaps));
    return termwise(gaps, false)
        .<Reason>map(
            it ->
                new Reason.Each(
                    new Add(List.of(sum.term(), times)),
                    false,
                    List.of(
                        sum,
                        new Reason.Each(
                            times, false, List.of(new Reason.Linear(twice, false), it)))))
        .orElse(sum);
  }

  /// With `Σ (|v|² − v²)`, which is 0, where a sum of sizes stands for one of squares.
  private Reason sized(Fold fold, Reason sum) {
    if (!isSize(fold.body())
        || !(fold.body() instanceof Formula.Call(String _, List<Formula> of))) {
      return sum;
    }
    Formula two = Formula.number(2);
    Formula gap = fold.body().power(two).minus(of.getFirst().power(two));
    Fold gaps = new Fold(Combination.SUM, fold.index(), fold.from(), fold.to(), gap);
    return termwise(gaps, false)
        .<Reason>map(
            it -> new Reason.Each(new Add(List.of(sum.term(), gaps)), false, List.of(sum, it)))
        .orElse(sum);
  }

  private static Optional<Formula> base(Formula square) {
    return switch (square) {
      case Formula.Power(Formula base, Formula exponent) ->
          exponent.equals(Formula.number(2)) ? Optional.of(base) : Optional.empty();
      case Formula.Call(String function, List<Formula> of)
          when function.equals("exp")
              && of.getFirst() instanceof Mul(List<Formula> factors)
              && factors.size() == 2
              && factors.getFirst().equals(Formula.number(2)) ->
          Optional.of(Formula.call("exp", factors.getLast()));
      case Mul(List<Formula> factors) ->
          factors.size() == 2 && factors.getFirst().equals(factors.getLast())
              ? Optional.of(factors.getFirst())
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private Reason lagrange(Fold like, Formula p, Formula q, Formula term) {
    Var i = like.index();
    Var j = Inequalities.fresh(known, new Add(List.of(term, like, p, q, i)), i.name() + "′");
    Formula cross = p.times(Known.replaced(q, i, j)).minus(Known.replaced(p, i, j).times(q));
    Formula square = cross.power(Formula.number(2));
    Fold inner = new Fold(Combination.SUM, j, like.from(), like.to(), square);
    return new Reason.Parts(new Fold(Combination.SUM, i, like.from(), like.to(), inner), false);
  }
}
