package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.signs.Known;
import gradus.algebra.signs.Ranges;
import gradus.formula.Formula;
import gradus.formula.Formula.Add;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Combination;
import gradus.formula.Formula.Div;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Mul;
import gradus.formula.Formula.Power;
import gradus.formula.Parts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Jensen's inequality for the exponential: `Σ cᵢ e^uᵢ − e^m` as `Σ cᵢ e^m (e^(uᵢ − m) − 1 − (uᵢ −
/// m))`, where the weights add up to 1 and `m` is the mean: each exponential is above its tangent
/// at the mean.
///
/// A positive number counts as the exponential of its logarithm where that stands in `m`, so that
/// means of numbers are compared with their geometric mean.
///
/// @param search looks for the reasons below
/// @param known what is given
/// @param depth how deep the search is
record Tangents(Inequalities search, Known known, int depth) {

  /// `c e^u`.
  private record Weighted(Formula weight, Formula exponent) {}

  Optional<Reason> shown(Formula term, boolean strict) {
    List<Formula> above = new ArrayList<>();
    List<Formula> below = new ArrayList<>();
    Wholes.signed(term, true, above, below);
    return strict || above.isEmpty() || below.size() != 1
        ? Optional.empty()
        : new Exponents(search, known, 0)
            .exponent(below.getFirst())
            .flatMap(mean -> all(above, mean))
            .flatMap(it -> search.by(known, term, Formula.ONE, it));
  }

  private Optional<Reason> all(List<Formula> above, Formula mean) {
    List<Reason> each = new ArrayList<>();
    for (Formula part : above) {
      for (Formula one : spread(part)) {
        Optional<Reason> reason = reason(known, one, mean);
        if (reason.isEmpty()) {
          return Optional.empty();
        }
        each.add(reason.get());
      }
    }
    return Optional.of(
        each.size() == 1
            ? each.getFirst()
            : new Reason.Each(new Add(each.stream().map(Reason::term).toList()), false, each));
  }

  /// The summands of a quotient.
  private static List<Formula> spread(Formula term) {
    return term instanceof Div(Add all, Formula by)
        ? Apart.flat(all).stream().map(it -> it.over(by)).toList()
        : List.of(term);
  }

  private Optional<Reason> reason(Known there, Formula part, Formula mean) {
    return switch (part) {
      case Fold sum when sum.combination() == Combination.SUM -> summed(there, sum, mean);
      case Div(Fold sum, Formula by) when sum.combination() == Combination.SUM ->
          summed(
              there,
              new Fold(Combination.SUM, sum.index(), sum.from(), sum.to(), sum.body().over(by)),
              mean);
      default -> weighted(there, part, mean).flatMap(it -> tangent(there, it, mean));
    };
  }

  private Optional<Reason> summed(Known there, Fold sum, Formula mean) {
    return reason(there.inside(sum), sum.body(), mean)
        .map(
            it ->
                new Reason.Termwise(
                    new Fold(Combination.SUM, sum.index(), sum.from(), sum.to(), it.term()),
                    false,
                    it));
  }

  /// `c e^m (e^(u − m) − 1 − (u − m)) ≥ 0`.
  private Optional<Reason> tangent(Known there, Weighted weighted, Formula mean) {
    Formula apart = weighted.exponent().minus(mean);
    Formula beside = Formula.call("exp", apart).minus(Formula.ONE).minus(apart);
    Formula height = Formula.call("exp", mean);
    Optional<Reason> weight = Inequalities.plain(there, weighted.weight(), false);
    return weight.flatMap(
        w ->
            search
                .general(there, beside, false, apart, depth)
                .map(
                    it ->
                        new Reason.Each(
                            new Mul(List.of(w.term(), height, beside)),
                            false,
                            List.of(w, new Reason.Parts(height, true), it))));
  }

  private static Optional<Weighted> weighted(Known there, Formula part, Formula mean) {
    List<Formula> factors = new ArrayList<>();
    List<Formula> divisors = new ArrayList<>();
    factors(part, factors, divisors);
    Set<Formula> logarithms = new LinkedHashSet<>();
    logarithms(mean, logarithms);
    for (Formula factor : factors) {
      Optional<Formula> exponent = exponent(there, factor, logarithms);
      if (exponent.isPresent()) {
        Formula weight = Formula.ONE;
        List<Formula> rest = new ArrayList<>(factors);
        rest.remove(factor);
        for (Formula each : rest) {
          weight = weight.times(each);
        }
        for (Formula each : divisors) {
          weight = weight.over(each);
        }
        return Optional.of(new Weighted(weight, exponent.get()));
      }
    }
    return Optional.empty();
  }

  private static void factors(Formula term, List<Formula> above, List<Formula> below) {
    switch (term) {
      case Mul(List<Formula> all) -> all.forEach(it -> factors(it, above, below));
      case Div(Formula over, Formula by) -> {
        factors(over, above, below);
        below.add(by);
      }
      default -> above.add(term);
    }
  }

  /// Of which a factor is the exponential, if its logarithm stands in the mean.
  private static Optional<Formula> exponent(Known there, Formula factor, Set<Formula> logarithms) {
    if (factor instanceof Call(String function, List<Formula> of) && function.equals("exp")) {
      return Optional.of(of.getFirst());
    }
    Formula base = factor instanceof Power(Formula of, Formula _) ? of : factor;
    Formula times = factor instanceof Power(Formula _, Formula power) ? power : Formula.ONE;
    return logarithms.stream().anyMatch(it -> isLike(it, base))
            && new Ranges(there).of(base).isPositive()
        ? Optional.of(times.times(Formula.call("log", base)))
        : Optional.empty();
  }

  /// Whether two terms are the same, or entries of the same vector.
  private static boolean isLike(Formula one, Formula other) {
    return one.equals(other)
        || (one instanceof Formula.Entry(String tensor, List<Formula> _)
            && other instanceof Formula.Entry(String same, List<Formula> _)
            && tensor.equals(same));
  }

  private static void logarithms(Formula term, Set<Formula> found) {
    if (term instanceof Call(String function, List<Formula> of) && function.equals("log")) {
      found.add(of.getFirst());
    }
    Parts.of(term).forEach(it -> logarithms(it, found));
  }
}
