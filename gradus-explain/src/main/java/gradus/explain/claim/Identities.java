package gradus.explain.claim;

import gradus.explain.claim.Value.Matrix;
import gradus.formula.Formula;
import java.util.Optional;
import java.util.Set;

/// The identity beside a matrix: `XᵀX + λI`, `A @ inv(A) = I`. It is as large as the matrix.
///
/// @param terms what terms become
record Identities(Elaboration terms) {

  /// Two values that stand beside each other.
  record Pair(Value left, Value right) {}

  /// A sum or difference of a matrix and a multiple of the identity.
  Optional<Value> of(Term.Binary binary) {
    if (!Set.of("+", "-").contains(binary.sign())
        || isMultiple(binary.left()) == isMultiple(binary.right())) {
      return Optional.empty();
    }
    Term other = isMultiple(binary.left()) ? binary.right() : binary.left();
    if (!(terms.of(other) instanceof Matrix)) {
      return Optional.empty();
    }
    Pair pair = both(binary.left(), binary.right());
    boolean plus = binary.sign().equals("+");
    return Optional.of(
        Arithmetic.each(
            binary, pair.left(), pair.right(), plus ? Formula::plus : Formula::minus, true));
  }

  /// The values of two terms; a multiple of the identity beside a matrix is a matrix.
  Pair both(Term left, Term right) {
    if (isMultiple(left) && !isMultiple(right) && terms.of(right) instanceof Matrix like) {
      return new Pair(multiple(left, like), like);
    }
    if (isMultiple(right) && !isMultiple(left) && terms.of(left) instanceof Matrix like) {
      return new Pair(like, multiple(right, like));
    }
    return new Pair(terms.of(left), terms.of(right));
  }

  private Matrix multiple(Term term, Matrix like) {
    Arithmetic.fit(term, like.rows(), like.columns());
    Formula factor = terms.scalar(factor(term));
    return new Matrix(like.rows(), like.columns(), (i, j) -> factor.times(Matrices.same(i, j)));
  }

  /// Whether a term is `I`, `λ I`, `-I` or `I/2`, where `I` is nothing else.
  private boolean isMultiple(Term term) {
    return switch (term) {
      case Term.Name(int _, String name) -> name.equals("I") && isFree();
      case Term.Minus(int _, Term of) -> isMultiple(of);
      case Term.Binary(int _, String sign, Term left, Term right) ->
          switch (sign) {
            case "*", " ", "·" -> isMultiple(left) != isMultiple(right);
            case "/" -> isMultiple(left) && !isMultiple(right);
            default -> false;
          };
      case Term.Figure _,
          Term.Call _,
          Term.Index _,
          Term.Listed _,
          Term.Slope _,
          Term.Fold _,
          Term.Bracket _,
          Term.Cases _ ->
          false;
    };
  }

  /// Whether the claim says nothing else of `I`.
  private boolean isFree() {
    Scope scope = terms.scope();
    return !scope.definitions.containsKey("I")
        && !scope.parameters.containsKey("I")
        && !scope.bound.containsKey("I")
        && !scope.kinds.containsKey("I")
        && !scope.lengths.containsKey("I")
        && !scope.uses.matrices.contains("I")
        && !scope.uses.isVector("I");
  }

  /// The term with 1 in the place of `I`.
  private static Term factor(Term term) {
    return switch (term) {
      case Term.Name(int at, String name) when name.equals("I") -> new Term.Figure(at, Formula.ONE);
      case Term.Minus(int at, Term of) -> new Term.Minus(at, factor(of));
      case Term.Binary(int at, String sign, Term left, Term right) ->
          new Term.Binary(at, sign, factor(left), factor(right));
      default -> term;
    };
  }
}
