package gradus.explain.claim;

import gradus.explain.claim.Value.Matrix;
import gradus.explain.claim.Value.Vector;
import gradus.formula.Formula;
import java.util.List;

/// Terms in brackets: `[1, 2, 3]`, `[[1, 2], [3, 4]]`.
record Lists(Elaboration terms) {

  /// A vector of numbers, or a matrix of rows.
  Value of(Term.Listed listed) {
    Formula size = Formula.number(listed.elements().size());
    boolean matrix =
        !listed.elements().isEmpty() && listed.elements().getFirst() instanceof Term.Listed;
    if (!matrix) {
      List<Formula> entries = listed.elements().stream().map(this::entry).toList();
      return new Vector(size, i -> Elaboration.chosen(entries, i), false);
    }
    List<Vector> rows = listed.elements().stream().map(terms::vector).toList();
    if (rows.stream().anyMatch(row -> !row.size().equals(rows.getFirst().size()))) {
      throw Elaboration.shape(
          listed, "rows of one length", "rows of several", "Write [[1, 2], [3, 4]].");
    }
    return new Matrix(
        size,
        rows.getFirst().size(),
        (i, j) -> Elaboration.chosen(rows.stream().map(row -> row.inside().apply(j)).toList(), i));
  }

  private Formula entry(Term element) {
    if (terms.of(element) instanceof Vector v && !v.size().equals(Formula.ONE)) {
      throw Elaboration.shape(
          element, "numbers in a list", "a vector", "Write concat(x, y) for one behind the other.");
    }
    return terms.scalar(element);
  }
}
