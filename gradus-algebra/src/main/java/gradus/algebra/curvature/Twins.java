package gradus.algebra.curvature;

import gradus.algebra.signs.Known;
import gradus.formula.Formula;
import gradus.formula.Formula.Fold;
import gradus.formula.Parts;
import gradus.formula.Substitution;
import java.util.ArrayList;
import java.util.List;

/// Sums that differ in the name of their index only are written as one.
final class Twins {

  private final List<Fold> seen = new ArrayList<>();

  private Twins() {}

  static Formula in(Formula term) {
    return new Twins().of(term);
  }

  private Formula of(Formula term) {
    List<Formula> old = Parts.of(term);
    List<Formula> parts = old.stream().map(this::of).toList();
    Formula same = parts.equals(old) ? term : Parts.replaced(term, parts);
    return same instanceof Fold fold ? first(fold) : same;
  }

  private Fold first(Fold fold) {
    for (Fold other : seen) {
      boolean free = Substitution.variables(fold).contains(other.index().name());
      if (!free
          && other.combination() == fold.combination()
          && other.from().equals(fold.from())
          && other.to().equals(fold.to())
          && Known.replaced(fold.body(), fold.index(), other.index()).equals(other.body())) {
        return other;
      }
    }
    seen.add(fold);
    return fold;
  }
}
