package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.signs.Known;
import gradus.formula.Formula;
import gradus.formula.Formula.Add;
import gradus.formula.Formula.Call;
import gradus.formula.Formula.Mul;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Divergences of two outcomes: `Σ w tw ≥ 0` over weights such as `y` and `1 − y`, where the
/// weights and the `w e^(−tw)` both add up to 1, since `e^u ≥ 1 + u`.
///
/// @param search looks for the reasons below
/// @param known what is given
/// @param depth how deep the search is
record Mixtures(Inequalities search, Known known, int depth) {

  private static final int MOST = 3;

  Optional<Reason> shown(Formula term, boolean strict) {
    if (strict || depth > 1 || !Assumed.hasLogarithm(withoutFactors(term))) {
      return Optional.empty();
    }
    List<Formula> above = new ArrayList<>();
    List<Formula> below = new ArrayList<>();
    Wholes.signed(term, true, above, below);
    below.forEach(it -> above.add(it.negated()));
    Set<Formula> weights = new LinkedHashSet<>();
    above.forEach(it -> weight(it).ifPresent(weights::add));
    if (weights.size() < 2 || weights.size() > MOST) {
      return Optional.empty();
    }
    Map<Formula, Formula> shares = new LinkedHashMap<>();
    weights.forEach(it -> shares.put(it, Formula.ZERO));
    for (Formula each : above) {
      Optional<Formula> own = weights.stream().filter(it -> rest(each, it).isPresent()).findFirst();
      for (Formula weight : weights) {
        Formula more =
            own.isEmpty()
                ? each
                : own.get().equals(weight) ? rest(each, weight).orElseThrow() : Formula.ZERO;
        shares.computeIfPresent(weight, (_, sum) -> sum.plus(more));
      }
    }
    return shown(term, shares);
  }

  private Optional<Reason> shown(Formula term, Map<Formula, Formula> shares) {
    List<Formula> parts = new ArrayList<>();
    List<Reason> reasons = new ArrayList<>();
    for (Map.Entry<Formula, Formula> each : shares.entrySet()) {
      Formula u = each.getValue().negated();
      Formula gap = Formula.call("exp", u).minus(Formula.ONE).minus(u);
      Formula part = new Mul(List.of(each.getKey(), gap));
      Optional<Reason> weight = search.shown(known, each.getKey(), false, depth + 3);
      Optional<Reason> inner =
          weight.isEmpty() ? Optional.empty() : search.general(known, gap, false, u, 1);
      if (inner.isEmpty()) {
        return Optional.empty();
      }
      parts.add(part);
      reasons.add(new Reason.Each(part, false, List.of(weight.get(), inner.get())));
    }
    return search.by(known, term, Formula.ONE, new Reason.Each(new Add(parts), false, reasons));
  }

  /// What a logarithm is multiplied by.
  private static Optional<Formula> weight(Formula summand) {
    return switch (summand) {
      case Formula.Neg(Formula inner) -> weight(inner);
      case Mul(List<Formula> factors) when factors.stream().anyMatch(Mixtures::isLogarithm) -> {
        List<Formula> rest = new ArrayList<>(factors);
        rest.removeIf(Mixtures::isLogarithm);
        yield rest.size() == 1 && !(rest.getFirst() instanceof Formula.Num)
            ? Optional.of(rest.getFirst())
            : Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  private static Optional<Formula> rest(Formula summand, Formula weight) {
    return switch (summand) {
      case Formula.Neg(Formula inner) -> rest(inner, weight).map(Formula::negated);
      case Mul(List<Formula> factors) when factors.contains(weight) -> {
        List<Formula> rest = new ArrayList<>(factors);
        rest.remove(weight);
        yield Optional.of(rest.size() == 1 ? rest.getFirst() : new Mul(rest));
      }
      default -> Optional.empty();
    };
  }

  private static boolean isLogarithm(Formula term) {
    return term instanceof Call(String function, List<Formula> _)
        && Set.of("log", "softplus").contains(function);
  }

  /// The summands with what their logarithms are multiplied by left out.
  private static Formula withoutFactors(Formula term) {
    return switch (term) {
      case Add(List<Formula> terms) ->
          Inequalities.sum(terms.stream().map(Mixtures::withoutFactors).toList());
      case Formula.Neg(Formula inner) -> withoutFactors(inner);
      case Mul(List<Formula> factors) ->
          factors.stream().filter(Mixtures::isLogarithm).findFirst().orElse(Formula.ONE);
      default -> term;
    };
  }
}
