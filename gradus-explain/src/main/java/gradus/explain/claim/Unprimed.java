package gradus.explain.claim;

import gradus.algebra.signs.Known;
import gradus.formula.Condition;
import gradus.formula.Formula;
import gradus.formula.Formula.Fold;
import gradus.formula.Parts;
import gradus.formula.Substitution;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Terms with as few primes as their bound variables need, so that what is the same looks the same:
/// each reading takes names of its own.
final class Unprimed {

  private static final String PRIME = "′";

  private Unprimed() {}

  /// The same term.
  static Formula of(Formula term) {
    return within(term, Substitution.variables(term));
  }

  /// The same condition.
  static Condition of(Condition condition) {
    return of(new Formula.Iverson(condition)) instanceof Formula.Iverson(Condition same)
        ? same
        : condition;
  }

  /// @param taken the names that mean something else
  private static Formula within(Formula term, Set<String> taken) {
    Formula named = term instanceof Fold fold ? renamed(fold, taken) : term;
    Set<String> inner = new LinkedHashSet<>(taken);
    if (named instanceof Fold fold) {
      inner.add(fold.index().name());
    }
    List<Formula> parts = Parts.of(named).stream().map(it -> within(it, inner)).toList();
    return parts.isEmpty() ? named : Parts.replaced(named, parts);
  }

  private static Fold renamed(Fold fold, Set<String> taken) {
    String name = fold.index().name().replace(PRIME, "");
    while (taken.contains(name)) {
      name += PRIME;
    }
    if (name.length() >= fold.index().name().length()) {
      return fold;
    }
    Formula.Var index = Formula.var(name);
    return new Fold(
        fold.combination(),
        index,
        fold.from(),
        fold.to(),
        Known.replaced(fold.body(), fold.index(), index));
  }
}
