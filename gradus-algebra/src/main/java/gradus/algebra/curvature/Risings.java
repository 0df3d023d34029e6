package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.calculus.Derivative;
import gradus.algebra.signs.Known;
import gradus.formula.Formula;
import gradus.formula.Formula.Add;
import gradus.formula.Formula.Neg;
import gradus.formula.Formula.Var;
import gradus.formula.Substitution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Looks for a function that grows and is taken at two names, of which one is not the smaller.
///
/// @param search looks for the reasons below
/// @param known what is given
/// @param depth how deep the search is
record Risings(Inequalities search, Known known, int depth) {

  private static final int MOST = 4;

  Optional<Reason> shown(Formula term, boolean strict) {
    List<String> names = Substitution.variables(term).stream().sorted().toList();
    if (names.size() < 2 || names.size() > MOST || depth > 4 || !hasFunction(term)) {
      return Optional.empty();
    }
    Optional<Reason> odd = new OddPowers(search, known).shown(term, strict);
    if (odd.isPresent()) {
      return odd;
    }
    List<List<String>> pairs = new ArrayList<>();
    for (String upper : names) {
      for (String lower : names) {
        boolean ordered = known.entails(Formula.var(upper).minus(Formula.var(lower)), strict);
        if (!upper.equals(lower) && ordered) {
          pairs.add(List.of(upper, lower));
        }
      }
    }
    return pairs.isEmpty()
        ? Optional.empty()
        : Stream.concat(
                Stream.<Formula>of(new Add(Apart.flat(term))), search.normal(known, term).stream())
            .flatMap(form -> pairs.stream().flatMap(it -> shown(term, strict, form, it).stream()))
            .findFirst();
  }

  private static boolean hasFunction(Formula term) {
    return term instanceof Formula.Call
        || term instanceof Formula.Div
        || term instanceof Formula.Power
        || Known.evaluated(term).stream().anyMatch(Risings::hasFunction);
  }

  private Optional<Reason> shown(Formula term, boolean strict, Formula normal, List<String> pair) {
    Var upper = Formula.var(pair.getFirst());
    Var lower = Formula.var(pair.getLast());
    if (!(normal instanceof Add(List<Formula> terms))) {
      return Optional.empty();
    }
    List<Formula> own = new ArrayList<>();
    for (Formula each : terms) {
      Set<String> names = Substitution.variables(each);
      if (names.contains(upper.name()) == names.contains(lower.name())) {
        return Optional.empty();
      }
      if (names.contains(upper.name())) {
        own.add(each);
      }
    }
    Var name = Inequalities.fresh(known, term, "t");
    Formula function = Known.replaced(Inequalities.sum(own), upper, name);
    Formula difference =
        new Add(
            List.of(
                Known.replaced(function, name, upper),
                new Neg(Known.replaced(function, name, lower))));
    Known there = known.between(name, lower, upper);
    return search
        .shown(there, new Derivative(name).of(function), strict, depth + 1)
        .<Reason>map(
            slope ->
                new Reason.Rising(
                    difference,
                    strict,
                    name,
                    function,
                    upper,
                    lower,
                    new Reason.Linear(upper.minus(lower), strict),
                    slope))
        .flatMap(it -> search.by(known, term, Formula.ONE, it));
  }
}
