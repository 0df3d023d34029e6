package gradus.jacobian;

import gradus.reference.FractionNumbers;
import gradus.reference.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// Every entry written out.
///
/// @param numbers the kind of number
/// @param rows the number of outputs
/// @param columns the number of inputs
/// @param entries the entries, row after row
public record Dense<T>(Numbers<T> numbers, int rows, int columns, List<T> entries)
    implements Jacobian<T> {

  public Dense {
    entries = List.copyOf(entries);
    if (entries.size() != (long) rows * columns) {
      throw new IllegalArgumentException(
          "Dense(%d×%d): expected %d entries, found %d. Give them row after row."
              .formatted(rows, columns, (long) rows * columns, entries.size()));
    }
  }

  /// The matrix whose columns these are.
  public static <T> Dense<T> ofColumns(Numbers<T> numbers, int rows, List<List<T>> columns) {
    int width = columns.size();
    List<T> entries =
        new Vectors<>(numbers)
            .tabulate(rows * width, at -> columns.get(at % width).get(at / width));
    return new Dense<>(numbers, rows, width, entries);
  }

  /// The matrix whose rows these are.
  public static <T> Dense<T> ofRows(Numbers<T> numbers, List<List<T>> rows, int columns) {
    return new Dense<>(numbers, rows.size(), columns, rows.stream().flatMap(List::stream).toList());
  }

  @Override
  public List<T> jvp(List<T> v) {
    check("jvp", columns, v.size());
    Vectors<T> vectors = new Vectors<>(numbers);
    return vectors.tabulate(rows, i -> vectors.dot(row(i), v));
  }

  @Override
  public List<T> vjp(List<T> u) {
    check("vjp", rows, u.size());
    Vectors<T> vectors = new Vectors<>(numbers);
    List<T> sums = new ArrayList<>(vectors.all(columns, vectors.zero()));
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        sums.set(j, numbers.plus(sums.get(j), numbers.times(u.get(i), entry(i, j))));
      }
    }
    return sums;
  }

  @Override
  public Dense<T> transpose() {
    List<T> turned =
        new Vectors<>(numbers).tabulate(entries.size(), at -> entry(at % rows, at / rows));
    return new Dense<>(numbers, columns, rows, turned);
  }

  @Override
  public T entry(int i, int j) {
    return entries.get(i * columns + j);
  }

  @Override
  public List<T> row(int i) {
    return entries.subList(i * columns, (i + 1) * columns);
  }

  /// By elimination in exact fractions; unknown where numbers are rounded.
  @Override
  public OptionalInt rank() {
    return numbers instanceof FractionNumbers
        ? OptionalInt.of(Elimination.of(this).rank())
        : OptionalInt.empty();
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
  public Dense<T> toDense() {
    return this;
  }

  @Override
  public String structure() {
    return "dense %d×%d".formatted(rows, columns);
  }
}
