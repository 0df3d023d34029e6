package gradus.jacobian;

import gradus.reference.Numbers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// Products of matrices, simplified where two neighbours have a product with a structure.
final class Products {

  private Products() {}

  static <T> Jacobian<T> of(Jacobian<T> outer, Jacobian<T> inner) {
    if (outer.columns() != inner.rows()) {
      throw new IllegalArgumentException(
          "(%s) after (%s): expected %d rows in the inner matrix, found %d. Check which output feeds which input."
              .formatted(outer.structure(), inner.structure(), outer.columns(), inner.rows()));
    }
    if (outer instanceof Zero || inner instanceof Zero) {
      return new Zero<>(outer.numbers(), outer.rows(), inner.columns());
    }
    List<Jacobian<T>> done = new ArrayList<>(factors(outer));
    Deque<Jacobian<T>> waiting = new ArrayDeque<>(factors(inner));
    while (!waiting.isEmpty()) {
      Jacobian<T> next = waiting.pop();
      Optional<Jacobian<T>> merged =
          done.isEmpty() ? Optional.empty() : merged(done.getLast(), next);
      if (merged.isPresent()) {
        done.removeLast();
        waiting.push(merged.get());
      } else {
        done.add(next);
      }
    }
    boolean vanishes = done.stream().anyMatch(Zero.class::isInstance);
    if (vanishes) {
      return new Zero<>(outer.numbers(), outer.rows(), inner.columns());
    }
    return done.size() == 1 ? done.getFirst() : new Composition<>(done);
  }

  static <T> List<Jacobian<T>> factors(Jacobian<T> matrix) {
    return matrix instanceof Composition<T>(List<Jacobian<T>> factors) ? factors : List.of(matrix);
  }

  /// The product of two neighbours, if it is simpler than the two.
  private static <T> Optional<Jacobian<T>> merged(Jacobian<T> a, Jacobian<T> b) {
    if (a instanceof Identity) {
      return Optional.of(b);
    }
    if (b instanceof Identity) {
      return Optional.of(a);
    }
    if (a instanceof Diagonal<T> d && b instanceof Diagonal<T> e) {
      return Optional.of(
          Diagonal.of(a.numbers(), new Vectors<>(a.numbers()).times(d.entries(), e.entries())));
    }
    if (a instanceof Diagonal<T> d && b instanceof DiagonalMinusRankOne<T> m) {
      return Optional.of(scaled(d.entries(), m));
    }
    if (a instanceof DiagonalMinusRankOne<T> m && b instanceof Diagonal<T> d) {
      return Optional.of(scaled(d.entries(), m.transpose()).transpose());
    }
    return larger(a, b);
  }

  private static <T> Optional<Jacobian<T>> larger(Jacobian<T> a, Jacobian<T> b) {
    if (a instanceof Selection<T> s && b instanceof Selection<T> t) {
      return selected(s, t);
    }
    if (a instanceof BandedToeplitz<T> s && b instanceof BandedToeplitz<T> t) {
      return switch (Merge.of(s, t)) {
        case Merge.Exact<T>(BandedToeplitz<T> product) -> Optional.of(product);
        case Merge.Refused<T> _ -> Optional.empty();
      };
    }
    if (a instanceof KroneckerProduct<T> s && b instanceof KroneckerProduct<T> t) {
      boolean fits = s.left().columns() == t.left().rows();
      return fits
          ? Optional.of(KroneckerProduct.of(s.left().after(t.left()), s.right().after(t.right())))
          : Optional.empty();
    }
    if (a instanceof BlockDiagonal<T> s && b instanceof BlockDiagonal<T> t) {
      return blocks(s, t);
    }
    boolean smaller =
        a instanceof Dense
            && b instanceof Dense
            && (long) a.rows() * b.columns() <= a.memory() + b.memory();
    return smaller ? Optional.of(dense(a, b)) : Optional.empty();
  }

  private static <T> Jacobian<T> scaled(List<T> d, Jacobian<T> matrix) {
    DiagonalMinusRankOne<T> m = (DiagonalMinusRankOne<T>) matrix;
    Vectors<T> vectors = new Vectors<>(m.numbers());
    return new DiagonalMinusRankOne<>(
        m.numbers(), vectors.times(d, m.diagonal()), vectors.times(d, m.u()), m.v());
  }

  private static <T> Optional<Jacobian<T>> selected(Selection<T> a, Selection<T> b) {
    if (a.isTransposed() != b.isTransposed()) {
      return Optional.empty();
    }
    if (a.isTransposed()) {
      return selected(
              new Selection<>(b.numbers(), b.sources(), b.places(), false),
              new Selection<>(a.numbers(), a.sources(), a.places(), false))
          .map(Jacobian::transpose);
    }
    List<Integer> sources =
        a.sources().stream().map(at -> at < 0 ? -1 : b.sources().get(at)).toList();
    return Optional.of(Selection.of(a.numbers(), sources, b.places()));
  }

  private static <T> Optional<Jacobian<T>> blocks(BlockDiagonal<T> a, BlockDiagonal<T> b) {
    boolean fits = a.blocks().size() == b.blocks().size();
    List<Jacobian<T>> products = new ArrayList<>();
    for (int i = 0; fits && i < a.blocks().size(); i++) {
      fits = a.blocks().get(i).columns() == b.blocks().get(i).rows();
      if (fits) {
        products.add(a.blocks().get(i).after(b.blocks().get(i)));
      }
    }
    return fits ? Optional.of(BlockDiagonal.of(a.numbers(), products)) : Optional.empty();
  }

  private static <T> Jacobian<T> dense(Jacobian<T> a, Jacobian<T> b) {
    Numbers<T> numbers = a.numbers();
    List<List<T>> rows = new ArrayList<>();
    for (int i = 0; i < a.rows(); i++) {
      rows.add(b.vjp(a.row(i)));
    }
    return Dense.ofRows(numbers, rows, b.columns());
  }
}
