package gradus.explain.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sums over several indices that a condition joins: `Σ_{i<j} x_i x_j`. An index of the condition
/// besides the first is summed over as well if the body holds it and it stands nowhere else: in
/// `Σ_{j≠i} x_j = s − x_i` the claim is about each i.
///
/// @param scope what is known of the names
record Pairs(Scope scope) {

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
  Optional<Term.Fold> nested(Term.Fold fold) {
    return others(fold).stream()
        .filter(this::isSummed)
        .findFirst()
        .map(
            other ->
                new Term.Fold(
                    fold.at(),
                    fold.kind(),
                    fold.index(),
                    fold.range(),
                    Optional.empty(),
                    new Term.Fold(
                        fold.at(), fold.kind(), other, fold.range(), fold.test(), fold.body())));
  }

  private boolean isSummed(String name) {
    return !scope.uses.free.contains(name)
        && !scope.bound.containsKey(name)
        && !scope.parameters.containsKey(name)
        && !scope.definitions.containsKey(name)
        && !scope.kinds.containsKey(name)
        && !scope.lengths.containsKey(name);
  }
}
