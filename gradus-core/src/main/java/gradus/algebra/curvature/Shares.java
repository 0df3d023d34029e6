package gradus.algebra.curvature;

import gradus.algebra.Setting;
import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Fold;
import gradus.formula.Substitution;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Terms that are one of those of a sum.
///
/// @param setting what is known of the names
record Shares(Setting setting) {

  /// The index at which the body of a fold is a term; none unless it lies in the range.
  Optional<Formula> place(Formula term, Fold fold) {
    Stream<Formula> places = Substitution.variables(term).stream().sorted().map(Formula::var);
    return places
        .filter(it -> SoftmaxForm.replaced(fold.body(), fold.index(), it).equals(term))
        .filter(it -> isIn(it, fold.from(), fold.to()))
        .findFirst();
  }

  /// Whether `from ≤ place ≤ to` is given in these words.
  private boolean isIn(Formula place, Formula from, Formula to) {
    List<Condition> known = setting.given().stream().flatMap(Shares::flat).toList();
    return known.contains(Condition.compare(Relation.LE, from, place))
        && known.contains(Condition.compare(Relation.LE, place, to));
  }

  private static Stream<Condition> flat(Condition condition) {
    return condition instanceof Condition.And(List<Condition> parts)
        ? parts.stream().flatMap(Shares::flat)
        : Stream.of(condition);
  }
}
