package gradus.algebra.prove;

import gradus.formula.Condition;
import gradus.formula.Condition.Compare;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Choose;
import gradus.formula.Formula.Fold;
import gradus.formula.Formula.Iverson;
import gradus.formula.Substitution;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The conditions in a term that nothing decides and that hold no bound variable.
final class Splits {

  private final List<Compare> found = new ArrayList<>();

  private Splits() {}

  /// Conditions one of which must hold; empty if there is nothing to tell apart.
  static Optional<List<Condition>> of(Formula term, Context context) {
    Splits splits = new Splits();
    splits.collect(term, Set.of());
    return splits.found.stream()
        .filter(each -> !context.entails(each) && !context.refutes(each))
        .findFirst()
        .map(each -> sides(each, context.ring()));
  }

  private static List<Condition> sides(Compare compare, Ring ring) {
    if (!ring.isWhole(ring.of(compare.left()).minus(ring.of(compare.right())))) {
      return List.of(
          with(Relation.EQ, compare), with(Relation.LT, compare), with(Relation.GT, compare));
    }
    return switch (compare.relation()) {
      case EQ, NE ->
          List.of(
              with(Relation.EQ, compare), with(Relation.LT, compare), with(Relation.GT, compare));
      case LT, LE, GT, GE -> List.of(compare, Constraint.contrary(compare));
    };
  }

  private static Condition with(Relation relation, Compare compare) {
    return new Compare(relation, compare.left(), compare.right());
  }

  private void collect(Formula term, Set<String> bound) {
    switch (term) {
      case Formula.Num _, Formula.Named _, Formula.Var _ -> {}
      case Formula.Entry(String _, List<Formula> index) -> collect(index, bound);
      case Formula.Add(List<Formula> terms) -> collect(terms, bound);
      case Formula.Neg(Formula inner) -> collect(inner, bound);
      case Formula.Mul(List<Formula> factors) -> collect(factors, bound);
      case Formula.Div(Formula above, Formula below) -> collect(List.of(above, below), bound);
      case Formula.Power(Formula base, Formula exponent) -> collect(List.of(base, exponent), bound);
      case Formula.Call(String _, List<Formula> arguments) -> collect(arguments, bound);
      case Fold fold -> fold(fold, bound);
      case Iverson(Condition condition) -> collect(condition, bound);
      case Choose(Condition condition, Formula then, Formula otherwise) -> {
        collect(condition, bound);
        collect(List.of(then, otherwise), bound);
      }
    }
  }

  private void fold(Fold fold, Set<String> bound) {
    collect(List.of(fold.from(), fold.to()), bound);
    Set<String> inner = new LinkedHashSet<>(bound);
    inner.add(fold.index().name());
    collect(fold.body(), inner);
    // an empty range is another case than one with elements
    collect(new Compare(Relation.LE, fold.from(), fold.to()), bound);
  }

  private void collect(List<Formula> terms, Set<String> bound) {
    terms.forEach(term -> collect(term, bound));
  }

  private void collect(Condition condition, Set<String> bound) {
    switch (condition) {
      case Compare compare -> {
        collect(List.of(compare.left(), compare.right()), bound);
        Set<String> free = new LinkedHashSet<>(Substitution.variables(compare.left()));
        free.addAll(Substitution.variables(compare.right()));
        if (free.stream().noneMatch(bound::contains)) {
          found.add(compare);
        }
      }
      case Condition.And(List<Condition> parts) -> parts.forEach(part -> collect(part, bound));
      case Condition.Or(List<Condition> parts) -> parts.forEach(part -> collect(part, bound));
      case Condition.Not(Condition part) -> collect(part, bound);
    }
  }
}
