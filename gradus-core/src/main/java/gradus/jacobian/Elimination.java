package gradus.jacobian;

import gradus.reference.Numbers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Gaussian elimination: exact in fractions, a rough guide in rounded numbers.
///
/// @param rank how many pivots were found
/// @param determinant the determinant of a square matrix, 0 for others
public record Elimination<T>(int rank, T determinant) {

  /// Eliminates, taking the first pivot that is not 0.
  public static <T> Elimination<T> of(Jacobian<T> matrix) {
    Numbers<T> numbers = matrix.numbers();
    Vectors<T> vectors = new Vectors<>(numbers);
    List<List<T>> rows = new ArrayList<>();
    for (int i = 0; i < matrix.rows(); i++) {
      rows.add(matrix.row(i));
    }
    T determinant = vectors.one();
    int rank = 0;
    for (int column = 0; column < matrix.columns() && rank < rows.size(); column++) {
      int pivot = pivot(vectors, rows, rank, column);
      if (pivot < 0) {
        continue;
      }
      if (pivot != rank) {
        Collections.swap(rows, pivot, rank);
        determinant = vectors.negated(determinant);
      }
      determinant = numbers.times(determinant, rows.get(rank).get(column));
      clear(vectors, rows, rank, column);
      rank++;
    }
    boolean regular = rank == matrix.rows() && rank == matrix.columns();
    return new Elimination<>(rank, regular ? determinant : vectors.zero());
  }

  private static <T> int pivot(Vectors<T> vectors, List<List<T>> rows, int from, int column) {
    for (int i = from; i < rows.size(); i++) {
      if (!vectors.isZero(rows.get(i).get(column))) {
        return i;
      }
    }
    return -1;
  }

  private static <T> void clear(Vectors<T> vectors, List<List<T>> rows, int rank, int column) {
    Numbers<T> numbers = vectors.numbers();
    List<T> top = rows.get(rank);
    for (int i = rank + 1; i < rows.size(); i++) {
      List<T> row = rows.get(i);
      T factor = numbers.over(row.get(column), top.get(column));
      rows.set(
          i,
          vectors.tabulate(
              row.size(), j -> numbers.minus(row.get(j), numbers.times(factor, top.get(j)))));
    }
  }
}
