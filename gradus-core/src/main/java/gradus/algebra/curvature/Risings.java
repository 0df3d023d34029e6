package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.Setting;
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

/// Looks for a function that grows and is taken at two names, of which one is not the smaller.
///
/// @param search looks for the reasons below
/// @param known what is given
/// @param depth how deep the search is
record Risings(Inequalities search, Known known, int depth) {

  Optional<Reason> shown(Formula term, boolean strict) {
    List<String> names = Substitution.variables(term).stream().sorted().toList();
    if (names.size() != 2 || depth > 2 || !hasFunction(term)) {
      return Optional.empty();
    }
    return search
        .normal(known, term)
        .flatMap(
            normal ->
                shown(term, strict, normal, Formula.var(names.getFirst()), names.getLast())
                    .or(
                        () ->
                            shown(
                                term,
                                strict,
                                normal,
                                Formula.var(names.getLast()),
                                names.getFirst())));
  }

  private static boolean hasFunction(Formula term) {
    return term instanceof Formula.Call
        || Known.evaluated(term).stream().anyMatch(Risings::hasFunction);
  }

  private Optional<Reason> shown(
      Formula term, boolean strict, Formula normal, Var upper, String other) {
    Var lower = Formula.var(other);
    if (!known.entails(upper.minus(lower), strict)
        || !(normal instanceof Add(List<Formula> terms))) {
      return Optional.empty();
    }
    List<Formula> own = new ArrayList<>();
    for (Formula each : terms) {
      Set<String> names = Substitution.variables(each);
      if (names.size() > 1) {
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
    Known there = known.with(name, Setting.Kind.REAL);
    return search
        .shown(there, new Derivative(name).of(function), strict, depth + 2)
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
