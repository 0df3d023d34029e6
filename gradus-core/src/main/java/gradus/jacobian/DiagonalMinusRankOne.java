package gradus.jacobian;

import gradus.reference.Numbers;
import java.util.List;
import java.util.OptionalInt;

/// `Diag(d) − u vᵀ`: softmax, log-softmax, centring, the Fisher matrix of reduced logits.
///
/// Held by what stands on its diagonal, `dᵢ − uᵢ vᵢ`, so that a maker who knows that difference
/// without cancellation (softmax: `pᵢ Σ_{k≠i} pₖ`) loses nothing. Products are formed in the same
/// way: the sum over the other places, never a sum less one of its terms.
///
/// @param numbers the kind of number
/// @param diagonal the entries on the diagonal
/// @param u the column of the rank one part
/// @param v the row of the rank one part
public record DiagonalMinusRankOne<T>(Numbers<T> numbers, List<T> diagonal, List<T> u, List<T> v)
    implements Jacobian<T> {

  public DiagonalMinusRankOne {
    diagonal = List.copyOf(diagonal);
    u = List.copyOf(u);
    v = List.copyOf(v);
    if (u.size() != diagonal.size() || v.size() != diagonal.size()) {
      throw new IllegalArgumentException(
          "DiagonalMinusRankOne: expected three vectors of one length, found %d, %d and %d. Give one number a row."
              .formatted(diagonal.size(), u.size(), v.size()));
    }
  }

  /// `Diag(d) − u vᵀ` from its three vectors.
  public static <T> DiagonalMinusRankOne<T> of(
      Numbers<T> numbers, List<T> d, List<T> u, List<T> v) {
    Vectors<T> vectors = new Vectors<>(numbers);
    List<T> diagonal =
        vectors.tabulate(d.size(), i -> numbers.minus(d.get(i), numbers.times(u.get(i), v.get(i))));
    return new DiagonalMinusRankOne<>(numbers, diagonal, u, v);
  }

  @Override
  public int rows() {
    return diagonal.size();
  }

  @Override
  public int columns() {
    return diagonal.size();
  }

  @Override
  public List<T> jvp(List<T> x) {
    check("jvp", columns(), x.size());
    Vectors<T> vectors = new Vectors<>(numbers);
    List<T> others = vectors.sumsOfOthers(vectors.times(v, x));
    return vectors.tabulate(
        rows(),
        i ->
            numbers.minus(
                numbers.times(diagonal.get(i), x.get(i)), numbers.times(u.get(i), others.get(i))));
  }

  @Override
  public Jacobian<T> transpose() {
    return new DiagonalMinusRankOne<>(numbers, diagonal, v, u);
  }

  @Override
  public T entry(int i, int j) {
    return i == j
        ? diagonal.get(i)
        : new Vectors<>(numbers).negated(numbers.times(u.get(i), v.get(j)));
  }

  @Override
  public List<T> row(int i) {
    return new Vectors<>(numbers).tabulate(columns(), j -> entry(i, j));
  }

  /// `n − 1` where `Σ uᵢ vᵢ / dᵢ = 1` (to rounding, if there is any), `n` elsewhere; places where
  /// row and column vanish do not count. Unknown where only `dᵢ` is 0.
  @Override
  public OptionalInt rank() {
    Vectors<T> vectors = new Vectors<>(numbers);
    T sum = vectors.zero();
    int n = 0;
    for (int i = 0; i < rows(); i++) {
      T product = numbers.times(u.get(i), v.get(i));
      T d = numbers.plus(diagonal.get(i), product);
      if (!vectors.isZero(d)) {
        sum = numbers.plus(sum, numbers.over(product, d));
        n++;
      } else if (!vectors.isZero(u.get(i)) || !vectors.isZero(v.get(i))) {
        return OptionalInt.empty();
      }
    }
    T gap = numbers.minus(sum, vectors.one());
    boolean meets = vectors.isZero(gap) || Math.abs(numbers.toDouble(gap)) <= slack(n);
    return OptionalInt.of(meets ? n - 1 : n);
  }

  private double slack(int n) {
    boolean rounds = !(numbers instanceof gradus.reference.FractionNumbers);
    return rounds ? 4 * n * Math.ulp(1.0) : 0;
  }

  @Override
  public long memory() {
    return 3L * rows();
  }

  @Override
  public long cost() {
    return 3L * rows();
  }

  @Override
  public String structure() {
    return "diagonal minus rank one %d×%d".formatted(rows(), rows());
  }
}
