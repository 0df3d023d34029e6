package gradus.jacobian;

import gradus.reference.Numbers;
import java.util.List;
import java.util.OptionalInt;

/// Ones on the diagonal: the output is the input, perhaps in another shape.
///
/// @param numbers the kind of number
/// @param rows the number of inputs and outputs
public record Identity<T>(Numbers<T> numbers, int rows) implements Jacobian<T> {

  @Override
  public int columns() {
    return rows;
  }

  @Override
  public List<T> jvp(List<T> v) {
    check("jvp", rows, v.size());
    return v;
  }

  @Override
  public Jacobian<T> transpose() {
    return this;
  }

  @Override
  public T entry(int i, int j) {
    return numbers.of(i == j ? 1L : 0L);
  }

  @Override
  public OptionalInt rank() {
    return OptionalInt.of(rows);
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
    return "identity %d×%d".formatted(rows, rows);
  }
}
