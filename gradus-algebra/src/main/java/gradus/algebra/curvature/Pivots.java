package gradus.algebra.curvature;

import gradus.algebra.Reason;
import gradus.algebra.signs.Known;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Substitution;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Looks on both sides of what is given not to be 0: `a ≠ 0` is `a > 0` or `a < 0`.
///
/// @param search looks for the reasons below
/// @param known what is given
/// @param depth how deep the search is
record Pivots(Inequalities search, Known known, int depth) {

  Optional<Reason> shown(Formula term, boolean strict) {
    return pivots(term).stream().flatMap(it -> at(term, strict, it).stream()).findFirst();
  }

  private Optional<Reason> at(Formula term, boolean strict, Formula pivot) {
    return search
        .shown(known.with(pivot, true), term, strict, depth)
        .flatMap(
            up ->
                search
                    .shown(known.with(pivot.negated(), true), term, strict, depth)
                    .map(down -> new Reason.Sides(term, strict, pivot, up, down)));
  }

  /// What is given not to be 0 and has names of the term, unless its sign is known.
  private List<Formula> pivots(Formula term) {
    Set<String> names = Substitution.variables(term);
    return known.setting().given().stream()
        .flatMap(Pivots::difference)
        .filter(it -> Facts.isPolynomial(it) && known.isApart(it))
        .filter(it -> Substitution.variables(it).stream().anyMatch(names::contains))
        .filter(it -> !known.entails(it, true) && !known.entails(it.negated(), true))
        .toList();
  }

  private static Stream<Formula> difference(Condition condition) {
    return condition instanceof Condition.Compare(Relation relation, Formula u, Formula v)
            && relation == Relation.NE
        ? Stream.of(u.minus(v))
        : Stream.of();
  }
}
