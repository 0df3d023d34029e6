package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.signs.Known;
import gradus.algebra.signs.Ranges;
import gradus.algebra.signs.Reasons;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Div;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Mul;
import gradus.formula.Formula.Var;
import gradus.formula.Parts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Looks for reasons by shares that add up to 1: what is given as such, and `e^u / Σ e^u`.
///
/// A term is a mean with them: `U − Σ wₛ xₛ = Σ wₛ (U − xₛ)`. In the place of a number stands that
/// multiple of their sum, and two of them are at most all of them.
///
/// @param search looks for the reasons below
/// @param known what is given
/// @param depth how deep the search is
record Shares(Inequalities search, Known known, int depth) {

  private static final int MOST = 2;

  Optional<Reason> shown(Formula term, boolean strict) {
    return new Mixtures(search, known, depth).shown(term, strict).or(() -> shared(term, strict));
  }

  /// A variance with shares.
  Optional<Reason> variance(Formula term) {
    return shares(term).stream()
        .flatMap(it -> new Variances(search, known).shown(term, it).stream())
        .findFirst();
  }

  /// Sums in which one place is another.
  Optional<Reason> peaked(Formula term) {
    return new Peaks(new Wholes(search, known, depth)).shown(term, () -> shares(term));
  }

  /// A bound of the product of two shares.
  Optional<Reason> coupled(Formula term, boolean strict) {
    return depth > 2 || Couples.bound(term).isEmpty()
        ? Optional.empty()
        : shares(term).stream()
            .flatMap(
                it -> new Couples(search, known, depth).shown(term, strict, it, false).stream())
            .findFirst();
  }

  private Optional<Reason> shared(Formula term, boolean strict) {
    if (depth > 2 || (depth > 0 && Wholes.folds(term).isEmpty())) {
      return Optional.empty();
    }
    List<Fold> shares = shares(term);
    if (shares.isEmpty()) {
      return Optional.empty();
    }
    for (Fold share : shares) {
      Optional<Reason> found =
          mean(term, strict, share)
              .or(
                  () ->
                      depth < 2
                          ? new Couples(search, known, depth).shown(term, strict, share, true)
                          : Optional.empty())
              .or(() -> counted(term, strict, share));
      if (found.isPresent()) {
        return found;
      }
    }
    return depth == 0 ? normal(term, strict, shares) : Optional.empty();
  }

  /// The canonical form as a mean, or with the sum in the place of 1.
  private Optional<Reason> normal(Formula term, boolean strict, List<Fold> shares) {
    Optional<Formula> normal = search.normal(known, term).filter(it -> !it.equals(term));
    for (Fold share : normal.isEmpty() ? List.<Fold>of() : shares) {
      Optional<Reason> found =
          mean(normal.get(), strict, share)
              .or(() -> counted(normal.get(), strict, share))
              .flatMap(it -> search.by(known, term, Formula.ONE, it));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /// Sums of shares that are 1.
  private List<Fold> shares(Formula term) {
    Set<Fold> found = new LinkedHashSet<>();
    known.setting().given().forEach(it -> given(it, found));
    Set<Fold> totals = new LinkedHashSet<>();
    totals(term, totals);
    for (Fold total : totals) {
      Var index = Inequalities.fresh(known, term, total.index().name());
      Formula one = Known.replaced(total.body(), total.index(), index).over(total);
      found.add(new Fold(Combination.SUM, index, total.from(), total.to(), one));
    }
    return found.stream()
        .filter(it -> new Ranges(known.inside(it)).of(it.body()).isNotNegative())
        .limit(MOST)
        .toList();
  }

  private static void given(Condition condition, Set<Fold> found) {
    switch (condition) {
      case Condition.And(List<Condition> parts) -> parts.forEach(it -> given(it, found));
      case Condition.Compare(Relation relation, Formula left, Formula right)
          when relation == Relation.EQ -> {
        if (left instanceof Fold sum && right.equals(Formula.ONE)) {
          found.add(sum);
        } else if (right instanceof Fold sum && left.equals(Formula.ONE)) {
          found.add(sum);
        }
      }
      case Condition.Compare _, Condition.Or _, Condition.Not _ -> {}
    }
    found.removeIf(it -> it.combination() != Combination.SUM);
  }

  /// Sums of exponentials by which is divided.
  private static void totals(Formula term, Set<Fold> found) {
    if (term instanceof Div(Formula _, Formula below)
        && (below instanceof Formula.Power(Formula base, Formula _) ? base : below)
            instanceof Fold sum
        && sum.combination() == Combination.SUM
        && sum.body() instanceof Call(String function, List<Formula> _)
        && function.equals("exp")) {
      found.add(sum);
    }
    Parts.of(term).forEach(it -> totals(it, found));
  }

  /// `U − Σ wₛ xₛ` as `Σ wₛ (U − xₛ)`.
  private Optional<Reason> mean(Formula term, boolean strict, Fold share) {
    List<Formula> above = new ArrayList<>();
    List<Formula> below = new ArrayList<>();
    Wholes.signed(term, true, above, below);
    List<Formula> all = new ArrayList<>(above);
    all.addAll(below);
    if (all.size() < 2 || all.stream().noneMatch(it -> isLike(it, share))) {
      return Optional.empty();
    }
    Formula rest = Formula.ZERO;
    for (Formula each : above) {
      rest = rest.plus(rest(each, share));
    }
    for (Formula each : below) {
      rest = rest.minus(rest(each, share));
    }
    Formula one = rest;
    Formula body = new Mul(List.of(share.body(), one));
    Fold whole = new Fold(Combination.SUM, share.index(), share.from(), share.to(), body);
    Known inside = known.inside(whole);
    Optional<Reason> weight = search.shown(inside, share.body(), strict, depth + 2);
    return weight
        .flatMap(
            w ->
                atMost(inside, one, strict, share)
                    .<Reason>map(it -> new Reason.Each(body, strict, List.of(w, it))))
        .<Reason>map(it -> new Reason.Termwise(whole, strict, it))
        .filter(it -> Reasons.hold(known.setting(), it))
        .flatMap(it -> search.by(known, term, Formula.ONE, it));
  }

  /// A reason that may use that a share is at most 1.
  private Optional<Reason> atMost(Known inside, Formula term, boolean strict, Fold share) {
    Formula gap = Formula.ONE.minus(share.body());
    return search
        .shown(inside, term, strict, depth + 1)
        .or(
            () ->
                search
                    .shown(inside, gap, false, depth + 2)
                    .flatMap(
                        fact ->
                            search
                                .shown(inside.with(gap, false), term, strict, depth + 2)
                                .<Reason>map(it -> new Reason.Lemma(term, strict, fact, it))));
  }

  private static boolean isLike(Formula term, Fold share) {
    return term instanceof Fold fold && Wholes.isLike(fold, share);
  }

  /// What is multiplied by the share in a summand; anything else as it is.
  private static Formula rest(Formula term, Fold share) {
    if (!(term instanceof Fold fold) || !Wholes.isLike(fold, share)) {
      return term;
    }
    Formula body = Known.replaced(fold.body(), fold.index(), share.index());
    return without(body, share.body());
  }

  private static Formula without(Formula body, Formula share) {
    if (body.equals(share)) {
      return Formula.ONE;
    }
    return switch (body) {
      case Formula.Neg(Formula inner) -> without(inner, share).negated();
      case Formula.Power(Formula base, Formula exponent)
          when base.equals(share) && exponent.equals(Formula.number(2)) ->
          base;
      case Mul(List<Formula> factors) when factors.contains(share) -> {
        List<Formula> rest = new ArrayList<>(factors);
        rest.remove(share);
        yield rest.size() == 1 ? rest.getFirst() : new Mul(rest);
      }
      default -> new Div(body, share);
    };
  }

  /// The sum of the shares, or its square, in the place of 1.
  private Optional<Reason> counted(Formula term, boolean strict, Fold share) {
    List<Formula> above = new ArrayList<>();
    List<Formula> below = new ArrayList<>();
    Wholes.signed(term, true, above, below);
    List<Formula> multiples = List.of(share, share.power(Formula.number(2)));
    for (boolean away : List.of(true, false)) {
      List<Formula> side = away ? below : above;
      for (Formula number : side.stream().filter(Shares::isNumber).toList()) {
        for (Formula by : away ? multiples : List.of(share)) {
          int place = side.indexOf(number);
          side.set(place, times(number, by));
          Formula other = Inequalities.sum(above).minus(Inequalities.sum(below));
          side.set(place, number);
          Optional<Reason> found =
              search
                  .shown(known, other, strict, depth + 1)
                  .flatMap(it -> search.by(known, term, Formula.ONE, it));
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isNumber(Formula term) {
    return term instanceof Formula.Num
        || (term instanceof Div(Formula.Num _, Formula below) && below instanceof Var);
  }

  private static Formula times(Formula number, Formula by) {
    return switch (number) {
      case Div(Formula above, Formula below) ->
          (above.equals(Formula.ONE) ? by : above.times(by)).over(below);
      default -> number.equals(Formula.ONE) ? by : number.times(by);
    };
  }
}
