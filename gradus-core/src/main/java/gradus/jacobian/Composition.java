package gradus.jacobian;

import gradus.reference.Numbers;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// A product of matrices, the one applied last first: layers one after the other.
///
/// A diagonal before or after a banded matrix stays as it is: scaled rows or columns, whose entries
/// are read in one step.
///
/// @param factors the factors, two or more, that have no simpler product
public record Composition<T>(List<Jacobian<T>> factors) implements Jacobian<T> {

  public Composition {
    factors = List.copyOf(factors);
    if (factors.size() < 2) {
      throw new IllegalArgumentException(
          "Composition: expected two factors or more, found %d. Use the factor itself."
              .formatted(factors.size()));
    }
  }

  @Override
  public Numbers<T> numbers() {
    return factors.getFirst().numbers();
  }

  @Override
  public int rows() {
    return factors.getFirst().rows();
  }

  @Override
  public int columns() {
    return factors.getLast().columns();
  }

  @Override
  public List<T> jvp(List<T> v) {
    check("jvp", columns(), v.size());
    List<T> moving = v;
    for (Jacobian<T> factor : factors.reversed()) {
      moving = factor.jvp(moving);
    }
    return moving;
  }

  @Override
  public List<T> vjp(List<T> u) {
    check("vjp", rows(), u.size());
    List<T> moving = u;
    for (Jacobian<T> factor : factors) {
      moving = factor.vjp(moving);
    }
    return moving;
  }

  @Override
  public Jacobian<T> transpose() {
    return new Composition<>(factors.reversed().stream().map(Jacobian::transpose).toList());
  }

  @Override
  public T entry(int i, int j) {
    Jacobian<T> first = factors.getFirst();
    if (first instanceof Diagonal<T>(Numbers<T> numbers, List<T> entries)) {
      return numbers.times(entries.get(i), rest(1, factors.size()).entry(i, j));
    }
    if (first instanceof Selection<T> taken && !taken.isTransposed()) {
      int source = taken.sources().get(i);
      return source < 0 ? numbers().of(0L) : rest(1, factors.size()).entry(source, j);
    }
    return lastEntry(i, j);
  }

  private T lastEntry(int i, int j) {
    int end = factors.size() - 1;
    Jacobian<T> last = factors.get(end);
    if (last instanceof Diagonal<T>(Numbers<T> numbers, List<T> entries)) {
      return numbers.times(rest(0, end).entry(i, j), entries.get(j));
    }
    if (last instanceof Selection<T> put && put.isTransposed()) {
      int source = put.sources().get(j);
      return source < 0 ? numbers().of(0L) : rest(0, end).entry(i, source);
    }
    return row(i).get(j);
  }

  private Jacobian<T> rest(int from, int to) {
    return to - from == 1 ? factors.get(from) : new Composition<>(factors.subList(from, to));
  }

  @Override
  public List<T> row(int i) {
    List<T> moving = factors.getFirst().row(i);
    for (Jacobian<T> factor : factors.subList(1, factors.size())) {
      moving = factor.vjp(moving);
    }
    return moving;
  }

  /// The rank of one factor where all before it are one to one and all after it are onto.
  @Override
  public OptionalInt rank() {
    for (int at = 0; at < factors.size(); at++) {
      boolean known =
          factors.subList(0, at).stream().allMatch(f -> is(f.rank(), f.columns()))
              && factors.subList(at + 1, factors.size()).stream()
                  .allMatch(f -> is(f.rank(), f.rows()));
      if (known) {
        return factors.get(at).rank();
      }
    }
    return OptionalInt.empty();
  }

  private static boolean is(OptionalInt rank, int wanted) {
    return rank.isPresent() && rank.getAsInt() == wanted;
  }

  @Override
  public long memory() {
    return factors.stream().mapToLong(Jacobian::memory).sum();
  }

  @Override
  public long cost() {
    return factors.stream().mapToLong(Jacobian::cost).sum();
  }

  @Override
  public String structure() {
    return factors.stream()
        .map(f -> f instanceof SumOf ? "(" + f.structure() + ")" : f.structure())
        .collect(Collectors.joining(" · "));
  }
}
