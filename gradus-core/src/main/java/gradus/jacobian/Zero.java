package gradus.jacobian;

import gradus.reference.Numbers;
import java.util.List;
import java.util.OptionalInt;

/// Zero everywhere: the output does not depend on the input.
///
/// @param numbers the kind of number
/// @param rows the number of outputs
/// @param columns the number of inputs
public record Zero<T>(Numbers<T> numbers, int rows, int columns) implements Jacobian<T> {

  @Override
  public List<T> jvp(List<T> v) {
    check("jvp", columns, v.size());
    Vectors<T> vectors = new Vectors<>(numbers);
    return vectors.all(rows, vectors.zero());
  }

  @Override
  public Jacobian<T> transpose() {
    return new Zero<>(numbers, columns, rows);
  }

  @Override
  public T entry(int i, int j) {
    return numbers.of(0L);
  }

  @Override
  public OptionalInt rank() {
    return OptionalInt.of(0);
  }

  @Override
  public long memory() {
    return 0;
  }

  @Override
  public long cost() {
    return 0;
  }

  @Override
  public String structure() {
    return "zero %d×%d".formatted(rows, columns);
  }
}
