package gradus.explain.claim;

import gradus.formula.Formula;
import java.util.List;

/// Lengths for vectors and matrices of which nothing is known, from what they are joined with.
record Adoption(Scope scope) {

  /// Gives a vector of which nothing is known the length of what it is joined with.
  void adopt(Term name, Term other) {
    if (name instanceof Term.Name(int _, String vector)
        && scope.uses.isVector(vector)
        && !scope.uses.matrices.contains(vector)
        && isUnknown(vector, other)
        && new Elaboration(scope).of(other) instanceof Value.Vector it) {
      scope.lengths.putIfAbsent(vector, List.of(it.size()));
    }
  }

  /// Gives a matrix of which nothing is known the shape of what it is joined with.
  void adoptShape(Term name, Term other) {
    if (name instanceof Term.Name(int _, String matrix)
        && scope.uses.matrices.contains(matrix)
        && isUnknown(matrix, other)
        && new Elaboration(scope).of(other) instanceof Value.Matrix it) {
      scope.lengths.putIfAbsent(matrix, List.of(it.rows(), it.columns()));
    }
  }

  /// Whether a name has no length yet, and the other term is more than a name.
  private boolean isUnknown(String name, Term other) {
    boolean plain =
        other instanceof Term.Name(int _, String it) && !scope.definitions.containsKey(it);
    return !plain && !scope.lengths.containsKey(name) && !scope.definitions.containsKey(name);
  }

  /// Gives a vector of which nothing is known a length.
  void adopt(Term name, Formula size) {
    if (name instanceof Term.Name(int _, String vector)
        && scope.uses.isVector(vector)
        && !scope.uses.matrices.contains(vector)
        && "d".startsWith(scope.uses.roles.getOrDefault(vector, ""))
        && !scope.definitions.containsKey(vector)) {
      scope.lengths.putIfAbsent(vector, List.of(size));
    }
  }
}
