package gradus.jacobian;

import gradus.reference.Numbers;
import java.util.List;
import java.util.OptionalInt;

/// Entries on the diagonal alone: an operation element by element, such as a relu's mask.
///
/// @param numbers the kind of number
/// @param entries the derivative of each element
public record Diagonal<T>(Numbers<T> numbers, List<T> entries) implements Jacobian<T> {

  public Diagonal {
    entries = List.copyOf(entries);
  }

  /// The simplest matrix with this diagonal: zero, identity or diagonal.
  public static <T> Jacobian<T> of(Numbers<T> numbers, List<T> entries) {
    Vectors<T> vectors = new Vectors<>(numbers);
    if (entries.stream().allMatch(vectors::isZero)) {
      return new Zero<>(numbers, entries.size(), entries.size());
    }
    return entries.stream().allMatch(vectors::isOne)
        ? new Identity<>(numbers, entries.size())
        : new Diagonal<>(numbers, entries);
  }

  @Override
  public int rows() {
    return entries.size();
  }

  @Override
  public int columns() {
    return entries.size();
  }

  @Override
  public List<T> jvp(List<T> v) {
    check("jvp", columns(), v.size());
    return new Vectors<>(numbers).times(entries, v);
  }

  @Override
  public Jacobian<T> transpose() {
    return this;
  }

  @Override
  public T entry(int i, int j) {
    return i == j ? entries.get(i) : numbers.of(0L);
  }

  @Override
  public OptionalInt rank() {
    Vectors<T> vectors = new Vectors<>(numbers);
    return OptionalInt.of((int) entries.stream().filter(x -> !vectors.isZero(x)).count());
  }

  @Override
  public long memory() {
    return entries.size();
  }

  @Override
  public long cost() {
    return entries.size();
  }

  @Override
  public String structure() {
    return "diagonal %d×%d".formatted(rows(), rows());
  }
}
