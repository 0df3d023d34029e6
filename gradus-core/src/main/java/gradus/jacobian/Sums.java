package gradus.jacobian;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Sums of matrices, simplified where two terms have a sum with a structure.
final class Sums {

  private Sums() {}

  static <T> Jacobian<T> of(Jacobian<T> a, Jacobian<T> b) {
    if (a.rows() != b.rows() || a.columns() != b.columns()) {
      throw new IllegalArgumentException(
          "(%s) plus (%s): expected one size, found %d×%d and %d×%d. Check which nodes they are between."
              .formatted(
                  a.structure(), b.structure(), a.rows(), a.columns(), b.rows(), b.columns()));
    }
    List<Jacobian<T>> terms = new ArrayList<>(terms(a));
    for (Jacobian<T> term : terms(b)) {
      add(terms, term);
    }
    return terms.size() == 1 ? terms.getFirst() : new SumOf<>(terms);
  }

  private static <T> List<Jacobian<T>> terms(Jacobian<T> matrix) {
    return matrix instanceof SumOf<T>(List<Jacobian<T>> terms) ? terms : List.of(matrix);
  }

  private static <T> void add(List<Jacobian<T>> terms, Jacobian<T> term) {
    for (int i = 0; i < terms.size(); i++) {
      Optional<Jacobian<T>> merged = merged(terms.get(i), term);
      if (merged.isPresent()) {
        terms.set(i, merged.get());
        return;
      }
    }
    terms.add(term);
  }

  private static <T> Optional<Jacobian<T>> merged(Jacobian<T> a, Jacobian<T> b) {
    if (a instanceof Zero) {
      return Optional.of(b);
    }
    if (b instanceof Zero) {
      return Optional.of(a);
    }
    Vectors<T> vectors = new Vectors<>(a.numbers());
    Optional<List<T>> one = diagonal(a);
    Optional<List<T>> other = diagonal(b);
    if (one.isPresent() && other.isPresent()) {
      return Optional.of(Diagonal.of(a.numbers(), vectors.plus(one.get(), other.get())));
    }
    if (a instanceof BandedToeplitz<T> s
        && b instanceof BandedToeplitz<T> t
        && s.band().equals(t.band())) {
      return Optional.of(
          new BandedToeplitz<>(a.numbers(), vectors.plus(s.taps(), t.taps()), s.band()));
    }
    if (a instanceof Dense<T> s && b instanceof Dense<T> t) {
      return Optional.of(
          new Dense<>(a.numbers(), a.rows(), a.columns(), vectors.plus(s.entries(), t.entries())));
    }
    return shared(a, b);
  }

  private static <T> Optional<List<T>> diagonal(Jacobian<T> a) {
    return switch (a) {
      case Diagonal<T>(var _, List<T> entries) -> Optional.of(entries);
      case Identity<T>(var numbers, int rows) -> {
        Vectors<T> vectors = new Vectors<>(numbers);
        yield Optional.of(vectors.all(rows, vectors.one()));
      }
      case Zero<T> _,
          DiagonalMinusRankOne<T> _,
          BandedToeplitz<T> _,
          BlockToeplitz<T> _,
          Banded<T> _,
          Selection<T> _,
          KroneckerProduct<T> _,
          BlockDiagonal<T> _,
          SumOf<T> _,
          Composition<T> _,
          Dense<T> _ ->
          Optional.empty();
    };
  }

  /// `A C + B C = (A + B) C` for the factors that two paths have in common: without it the products
  /// of a network with shortcuts would double in cost at each of them.
  private static <T> Optional<Jacobian<T>> shared(Jacobian<T> a, Jacobian<T> b) {
    List<Jacobian<T>> left = Products.factors(a);
    List<Jacobian<T>> right = Products.factors(b);
    int common = 0;
    while (common < Math.min(left.size(), right.size())
        && isSame(left.get(left.size() - 1 - common), right.get(right.size() - 1 - common))) {
      common++;
    }
    if (common == 0) {
      return Optional.empty();
    }
    Jacobian<T> tail = product(a, left.subList(left.size() - common, left.size()));
    Jacobian<T> first = product(a, left.subList(0, left.size() - common), tail);
    Jacobian<T> second = product(b, right.subList(0, right.size() - common), tail);
    return Optional.of(of(first, second).after(tail));
  }

  /// One object: equal matrices would have to be compared entry by entry.
  @SuppressWarnings("ReferenceEquality")
  private static <T> boolean isSame(Jacobian<T> a, Jacobian<T> b) {
    return a == b;
  }

  private static <T> Jacobian<T> product(
      Jacobian<T> whole, List<Jacobian<T>> factors, Jacobian<T> tail) {
    return factors.isEmpty()
        ? new Identity<>(whole.numbers(), tail.rows())
        : product(whole, factors);
  }

  private static <T> Jacobian<T> product(Jacobian<T> whole, List<Jacobian<T>> factors) {
    return factors.size() == 1
        ? factors.getFirst()
        : factors.size() == Products.factors(whole).size() ? whole : new Composition<>(factors);
  }
}
