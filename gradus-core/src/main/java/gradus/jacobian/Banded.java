package gradus.jacobian;

import gradus.reference.Numbers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/// Entries near the diagonal alone: `lower` places to the left of it and `upper` to the right.
///
/// @param numbers the kind of number
/// @param columns the number of inputs
/// @param lower how far left of the diagonal the first entry of a row is; negative if right of it
/// @param bands the entries of each row, from column `i − lower` on, of one length
public record Banded<T>(Numbers<T> numbers, int columns, int lower, List<List<T>> bands)
    implements Jacobian<T> {

  public Banded {
    bands = bands.stream().map(List::copyOf).toList();
    if (bands.stream().mapToInt(List::size).distinct().count() > 1) {
      throw new IllegalArgumentException(
          "Banded: expected rows of one length, found lengths %s. Fill up with zeros."
              .formatted(bands.stream().map(List::size).distinct().toList()));
    }
  }

  /// How many diagonals there are.
  public int width() {
    return bands.isEmpty() ? 0 : bands.getFirst().size();
  }

  @Override
  public int rows() {
    return bands.size();
  }

  @Override
  public List<T> jvp(List<T> v) {
    check("jvp", columns, v.size());
    return new Vectors<>(numbers)
        .tabulate(
            rows(),
            i -> {
              T sum = numbers.of(0L);
              for (int j = from(i); j < to(i); j++) {
                sum = numbers.plus(sum, numbers.times(entry(i, j), v.get(j)));
              }
              return sum;
            });
  }

  private int from(int i) {
    return Math.clamp(i - (long) lower, 0, columns);
  }

  private int to(int i) {
    return Math.clamp(i - (long) lower + width(), 0, columns);
  }

  @Override
  public Jacobian<T> transpose() {
    List<List<T>> turned = new ArrayList<>();
    int above = width() - 1 - lower;
    for (int j = 0; j < columns; j++) {
      List<T> band = new ArrayList<>(Collections.nCopies(width(), numbers.of(0L)));
      for (int t = 0; t < width(); t++) {
        int i = j - above + t;
        if (i >= 0 && i < rows()) {
          band.set(t, entry(i, j));
        }
      }
      turned.add(band);
    }
    return new Banded<>(numbers, rows(), above, turned);
  }

  @Override
  public T entry(int i, int j) {
    int t = j - i + lower;
    return t < 0 || t >= width() ? numbers.of(0L) : bands.get(i).get(t);
  }

  @Override
  public List<T> row(int i) {
    return new Vectors<>(numbers).tabulate(columns, j -> entry(i, j));
  }

  @Override
  public OptionalInt rank() {
    return width() == 0 ? OptionalInt.of(0) : OptionalInt.empty();
  }

  @Override
  public long memory() {
    return (long) rows() * width();
  }

  @Override
  public long cost() {
    return (long) rows() * width();
  }

  @Override
  public String structure() {
    return "banded %d×%d, %d diagonals".formatted(rows(), columns, width());
  }
}
