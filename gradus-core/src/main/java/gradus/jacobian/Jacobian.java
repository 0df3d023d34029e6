package gradus.jacobian;

import gradus.reference.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// A matrix of derivatives `∂yᵢ/∂xⱼ`, by its structure: rows are outputs, columns are inputs.
///
/// A tensor is its elements in row-major order. No matrix is written out unless {@link #toDense} is
/// asked for.
///
/// @param <T> one number: `Double`, or `Fraction` for exact work
public sealed interface Jacobian<T>
    permits Zero,
        Identity,
        Diagonal,
        DiagonalMinusRankOne,
        BandedToeplitz,
        BlockToeplitz,
        Banded,
        Selection,
        KroneckerProduct,
        BlockDiagonal,
        SumOf,
        Composition,
        Dense {

  /// The kind of number.
  Numbers<T> numbers();

  /// The number of outputs.
  int rows();

  /// The number of inputs.
  int columns();

  /// The product `J v`.
  ///
  /// Throws {@link IllegalArgumentException} where the length of `v` is not {@link #columns}.
  List<T> jvp(List<T> v);

  /// The product `uᵀ J`.
  ///
  /// Throws {@link IllegalArgumentException} where the length of `u` is not {@link #rows}.
  default List<T> vjp(List<T> u) {
    return transpose().jvp(u);
  }

  /// The transpose, as structured as this.
  Jacobian<T> transpose();

  /// The derivative of output `i` by input `j`.
  T entry(int i, int j);

  /// The derivatives of output `i`.
  default List<T> row(int i) {
    return vjp(new Vectors<>(numbers()).unit(rows(), i));
  }

  /// The rank, where the structure tells it.
  OptionalInt rank();

  /// How many numbers are stored.
  long memory();

  /// How many multiplications one product with a vector takes.
  long cost();

  /// The structure in words: `banded Toeplitz 3×4, 2 taps`.
  String structure();

  /// The matrix written out.
  default Dense<T> toDense() {
    List<T> entries = new ArrayList<>(Math.multiplyExact(rows(), columns()));
    for (int i = 0; i < rows(); i++) {
      entries.addAll(row(i));
    }
    return new Dense<>(numbers(), rows(), columns(), entries);
  }

  /// The matrix product `this · inner`: the chain rule, if `inner` leads to the inputs of this.
  /// Simplified where the product has a structure of its own.
  ///
  /// Throws {@link IllegalArgumentException} where the sizes do not meet.
  default Jacobian<T> after(Jacobian<T> inner) {
    return Products.of(this, inner);
  }

  /// The sum of two matrices of one size, simplified where it has a structure of its own.
  ///
  /// Throws {@link IllegalArgumentException} where the sizes differ.
  default Jacobian<T> plus(Jacobian<T> other) {
    return Sums.of(this, other);
  }

  /// The norm ∞→∞: the largest sum of magnitudes along a row.
  default T infinityNorm() {
    Vectors<T> vectors = new Vectors<>(numbers());
    T largest = vectors.zero();
    for (int i = 0; i < rows(); i++) {
      List<T> row = row(i);
      largest = vectors.larger(largest, vectors.sum(row.stream().map(vectors::size).toList()));
    }
    return largest;
  }

  /// The norm 1→1: the largest sum of magnitudes down a column.
  default T oneNorm() {
    return transpose().infinityNorm();
  }

  /// The square of the Frobenius norm: the sum of the squares of all entries.
  default T frobeniusSquared() {
    Vectors<T> vectors = new Vectors<>(numbers());
    T sum = vectors.zero();
    for (int i = 0; i < rows(); i++) {
      List<T> row = row(i);
      sum = numbers().plus(sum, vectors.dot(row, row));
    }
    return sum;
  }

  /// Refuses a vector of another length.
  ///
  /// @param side `jvp` or `vjp`
  /// @param wanted the length that fits
  /// @param found the length of the vector
  default void check(String side, int wanted, int found) {
    if (wanted != found) {
      throw new IllegalArgumentException(
          "%s of %s: expected a vector of length %d, found %d. Pass one number for each %s."
              .formatted(side, structure(), wanted, found, side.equals("jvp") ? "column" : "row"));
    }
  }
}
