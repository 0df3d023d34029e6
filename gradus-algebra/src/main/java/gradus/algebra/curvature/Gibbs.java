package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.signs.Known;
import gradus.formula.Formula;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Div;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Mul;
import gradus.formula.Formula.Neg;
import gradus.formula.Substitution;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Gibbs' inequality: `Σ w (e^u − 1 − u) ≥ 0`, where the sum of `w (e^u − 1)` is 0.
///
/// @param search looks for the reasons below
/// @param known what is given
/// @param depth how deep the search is
record Gibbs(Inequalities search, Known known, int depth) {

  Optional<Reason> shown(Formula term) {
    List<Formula> above = new ArrayList<>();
    List<Formula> below = new ArrayList<>();
    Wholes.signed(term, true, above, below);
    for (Formula each : below) {
      if (each instanceof Div(Fold sum, Formula count)
          && sum.combination() == Combination.SUM
          && sum.to().equals(count)
          && hasLogarithm(term)) {
        Formula weight = Formula.ONE.over(count);
        Optional<Reason> found = shown(term, sum, weight, above, below);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    for (Formula each : above) {
      if (each instanceof Fold sum
          && sum.combination() == Combination.SUM
          && hasLogarithm(sum.body())) {
        for (Formula weight : factors(sum.body())) {
          Optional<Reason> found =
              Substitution.variables(weight).contains(sum.index().name())
                  ? shown(term, sum, weight, above, below)
                  : Optional.empty();
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }

  private static boolean hasLogarithm(Formula term) {
    return (term instanceof Formula.Call(String function, List<Formula> _)
            && function.equals("log"))
        || Known.evaluated(term).stream().anyMatch(Gibbs::hasLogarithm);
  }

  private Optional<Reason> shown(
      Formula term, Fold sum, Formula weight, List<Formula> above, List<Formula> below) {
    Formula exponent = Formula.ZERO;
    for (Formula each : above) {
      exponent = exponent.minus(rest(each, sum, weight));
    }
    for (Formula each : below) {
      exponent = exponent.plus(rest(each, sum, weight));
    }
    Formula u = exponent;
    Formula gap = Formula.call("exp", u).minus(Formula.ONE).minus(u);
    Formula body = new Mul(List.of(weight, gap));
    Fold whole = new Fold(Combination.SUM, sum.index(), sum.from(), sum.to(), body);
    Known inside = known.inside(whole);
    return search
        .shown(inside, weight, false, depth + 2)
        .flatMap(
            w ->
                search
                    .general(inside, gap, false, u, 1)
                    .map(it -> new Reason.Each(body, false, List.of(w, it))))
        .flatMap(it -> search.by(known, term, Formula.ONE, new Reason.Termwise(whole, false, it)));
  }

  /// What is multiplied by the weight in a summand; what is no such sum is taken as it is, since
  /// the weights add up to 1.
  private static Formula rest(Formula term, Fold sum, Formula weight) {
    if (term instanceof Div(Fold mean, Formula count)
        && weight.equals(Formula.ONE.over(count))
        && Wholes.isLike(mean, sum)) {
      return Known.replaced(mean.body(), mean.index(), sum.index());
    }
    if (!(term instanceof Fold fold) || !Wholes.isLike(fold, sum)) {
      return term;
    }
    Formula body = Known.replaced(fold.body(), fold.index(), sum.index());
    return without(body, weight);
  }

  private static Formula without(Formula body, Formula weight) {
    return switch (body) {
      case Neg(Formula inner) -> without(inner, weight).negated();
      case Mul(List<Formula> factors) when factors.contains(weight) -> {
        List<Formula> rest = new ArrayList<>(factors);
        rest.remove(weight);
        yield rest.size() == 1 ? rest.getFirst() : new Mul(rest);
      }
      default -> new Div(body, weight);
    };
  }

  private static Set<Formula> factors(Formula body) {
    Set<Formula> factors = new LinkedHashSet<>();
    switch (body) {
      case Neg(Formula inner) -> factors.addAll(factors(inner));
      case Mul(List<Formula> all) ->
          all.stream().filter(it -> !(it instanceof Formula.Call)).forEach(factors::add);
      default -> {}
    }
    return factors;
  }
}
