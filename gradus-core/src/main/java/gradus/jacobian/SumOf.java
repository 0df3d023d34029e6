package gradus.jacobian;

import gradus.reference.Numbers;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// A sum of matrices of one size: paths that meet.
///
/// @param terms the terms, two or more
public record SumOf<T>(List<Jacobian<T>> terms) implements Jacobian<T> {

  public SumOf {
    terms = List.copyOf(terms);
    if (terms.size() < 2) {
      throw new IllegalArgumentException(
          "SumOf: expected two terms or more, found %d. Use the term itself."
              .formatted(terms.size()));
    }
  }

  @Override
  public Numbers<T> numbers() {
    return terms.getFirst().numbers();
  }

  @Override
  public int rows() {
    return terms.getFirst().rows();
  }

  @Override
  public int columns() {
    return terms.getFirst().columns();
  }

  @Override
  public List<T> jvp(List<T> v) {
    check("jvp", columns(), v.size());
    Vectors<T> vectors = new Vectors<>(numbers());
    return terms.stream().map(term -> term.jvp(v)).reduce(vectors::plus).orElseThrow();
  }

  @Override
  public Jacobian<T> transpose() {
    return new SumOf<>(terms.stream().map(Jacobian::transpose).toList());
  }

  @Override
  public T entry(int i, int j) {
    return new Vectors<>(numbers()).sum(terms.stream().map(term -> term.entry(i, j)).toList());
  }

  @Override
  public List<T> row(int i) {
    Vectors<T> vectors = new Vectors<>(numbers());
    return terms.stream().map(term -> term.row(i)).reduce(vectors::plus).orElseThrow();
  }

  @Override
  public OptionalInt rank() {
    return OptionalInt.empty();
  }

  @Override
  public long memory() {
    return terms.stream().mapToLong(Jacobian::memory).sum();
  }

  @Override
  public long cost() {
    return terms.stream().mapToLong(Jacobian::cost).sum();
  }

  @Override
  public String structure() {
    return terms.stream().map(Jacobian::structure).collect(Collectors.joining(" + "));
  }
}
