package gradus.explain.claim;

import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sums over several indices that a condition joins: `Σ_{i<j} x_i x_j`. An index of the condition
/// besides the first is summed over as well if the body holds it and it stands nowhere else: in
/// `Σ_{j≠i} x_j = s − x_i` the claim is about each i.
///
/// @param terms where terms become formulas
record Pairs(Elaboration terms) {

  /// The names besides the index of a sum that its condition and its body hold.
  static List<String> others(Term.Fold fold) {
    if (!(fold.test().orElse(null) instanceof Term.Test.Chain(List<Term> sides, var _))) {
      return List.of();
    }
    Uses inside = new Uses();
    inside.in(fold.body(), "");
    List<String> others = new ArrayList<>();
    for (Term side : sides) {
      if (side instanceof Term.Name(int _, String name)
          && !name.equals(fold.index())
          && inside.free.contains(name)) {
        others.add(name);
      }
    }
    return others;
  }

  /// A sum over one index as sums within each other, if it runs over several.
  Optional<Formula> summed(Term.Fold fold) {
    Optional<String> other = others(fold).stream().filter(this::isSummed).findFirst();
    if (other.isEmpty()) {
      return Optional.empty();
    }
    Optional<Relation> order = order(fold, other.get());
    return Optional.of(
        order.isPresent() && isAdded(fold)
            ? ordered(fold, other.get(), order.get())
            : terms.fold(with(fold, fold.index(), Optional.empty(), inner(fold, other.get()))));
  }

  private static boolean isAdded(Term.Fold fold) {
    return fold.kind() == Formula.Combination.SUM || fold.kind() == Formula.Combination.PRODUCT;
  }

  private static Term.Fold inner(Term.Fold fold, String index) {
    return with(fold, index, fold.test(), fold.body());
  }

  private static Term.Fold with(Term.Fold fold, String index, Optional<Term.Test> test, Term body) {
    return new Term.Fold(fold.at(), fold.kind(), index, fold.range(), test, body);
  }

  /// How the index and another one are ordered, if this is all that the condition says.
  private static Optional<Relation> order(Term.Fold fold, String other) {
    if (!(fold.test().orElseThrow() instanceof Term.Test.Chain chain)) {
      return Optional.empty();
    }
    int ends = fold.range().isPresent() ? 1 : 0;
    List<Relation> relations = chain.relations();
    boolean plain = ends == 0 || relations.getLast() == Relation.LE;
    if (relations.size() != 1 + 2 * ends
        || !plain
        || (relations.getFirst() == Relation.LT && ends == 1)
        || relations.get(ends) == Relation.NE
        || relations.get(ends) == Relation.EQ
        || !isNamed(chain.terms().get(ends), fold.index())
        || !isNamed(chain.terms().get(ends + 1), other)) {
      return Optional.empty();
    }
    return Optional.of(relations.get(ends));
  }

  private static boolean isNamed(Term term, String name) {
    return term instanceof Term.Name(int _, String it) && it.equals(name);
  }

  /// `Σ_i Σ_{j>i}`, where each sum begins or ends beside the index of the one around it.
  private Formula ordered(Term.Fold fold, String other, Relation order) {
    Scope scope = terms.scope();
    boolean above = order == Relation.LT || order == Relation.LE;
    boolean strict = order == Relation.LT || order == Relation.GT;
    return terms.over(
        fold.kind(),
        fold.index(),
        from(fold),
        to(fold, fold.index()),
        i -> {
          Formula beside = strict ? i.plus(Formula.number(above ? 1 : -1)) : i;
          return scope.within(
              fold.index(),
              i,
              () ->
                  terms.over(
                      fold.kind(),
                      other,
                      above ? Sizes.tidy(beside) : from(fold),
                      above ? to(fold, other) : Sizes.tidy(beside),
                      j -> scope.within(other, j, () -> terms.scalar(fold.body()))));
        });
  }

  private Formula from(Term.Fold fold) {
    return fold.range().map(it -> terms.scalar(it.from())).orElse(Formula.ONE);
  }

  private Formula to(Term.Fold fold, String index) {
    return fold.range()
        .map(it -> terms.scalar(it.to()))
        .orElseGet(() -> new Ranges(terms).sizeFor(inner(fold, index)));
  }

  private boolean isSummed(String name) {
    Scope scope = terms.scope();
    return !scope.uses.free.contains(name)
        && !scope.bound.containsKey(name)
        && !scope.parameters.containsKey(name)
        && !scope.definitions.containsKey(name)
        && !scope.kinds.containsKey(name)
        && !scope.lengths.containsKey(name);
  }
}
