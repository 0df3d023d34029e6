package gradus.jacobian;

import gradus.op.window.Convention;
import gradus.op.window.Placement;
import gradus.reference.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// The matrix of a 1-D convolution by its signal: the kernel in every row, moved on by the stride.
///
/// @param numbers the kind of number
/// @param taps the kernel, in the order in which it meets the signal (flipped for a true
///   convolution)
/// @param band where the taps stand
public record BandedToeplitz<T>(Numbers<T> numbers, List<T> taps, Band band)
    implements Jacobian<T> {

  public BandedToeplitz {
    taps = List.copyOf(taps);
    if (taps.size() != band.taps() || taps.isEmpty()) {
      throw new IllegalArgumentException(
          "BandedToeplitz(band=%s): expected %d taps, at least one, found %d. Give one number a tap."
              .formatted(band, band.taps(), taps.size()));
    }
  }

  /// The matrix of a 1-D convolution.
  ///
  /// @param numbers the kind of number
  /// @param kernel the kernel as it is written
  /// @param convention whether the kernel is flipped
  /// @param placement strides, dilations and padding on one axis
  /// @param length the length of the signal
  public static <T> BandedToeplitz<T> of(
      Numbers<T> numbers, List<T> kernel, Convention convention, Placement placement, int length) {
    List<T> taps = convention == Convention.CONVOLUTION ? kernel.reversed() : kernel;
    return new BandedToeplitz<>(numbers, taps, Band.of(placement, 0, length, kernel.size()));
  }

  @Override
  public int rows() {
    return band.rows();
  }

  @Override
  public int columns() {
    return band.columns();
  }

  @Override
  public List<T> jvp(List<T> v) {
    check("jvp", columns(), v.size());
    return new Vectors<>(numbers).tabulate(rows(), i -> sum(i, v));
  }

  private T sum(int i, List<T> v) {
    T sum = numbers.of(0L);
    for (int t = 0; t < taps.size(); t++) {
      int column = band.column(i, t);
      if (column >= 0) {
        sum = numbers.plus(sum, numbers.times(taps.get(t), v.get(column)));
      }
    }
    return sum;
  }

  @Override
  public BandedToeplitz<T> transpose() {
    return new BandedToeplitz<>(numbers, taps.reversed(), band.transpose());
  }

  @Override
  public T entry(int i, int j) {
    int tap = band.tap(i, j);
    return tap < 0 ? numbers.of(0L) : taps.get(tap);
  }

  @Override
  public List<T> row(int i) {
    Vectors<T> vectors = new Vectors<>(numbers);
    List<T> row = new ArrayList<>(vectors.all(columns(), vectors.zero()));
    for (int t = 0; t < taps.size(); t++) {
      int column = band.column(i, t);
      if (column >= 0) {
        row.set(column, taps.get(t));
      }
    }
    return row;
  }

  /// Valid with stride 1: full row rank. Full with stride 1: full column rank. Source: D4 of the
  /// generalisations: the first tap that is not 0 gives a triangle.
  @Override
  public OptionalInt rank() {
    Vectors<T> vectors = new Vectors<>(numbers);
    if (taps.stream().allMatch(vectors::isZero) || rows() == 0 || columns() == 0) {
      return OptionalInt.of(0);
    }
    boolean valid = band.before() == 0 && rows() == columns() - band.reach();
    boolean full = band.before() == band.reach() && rows() == columns() + band.reach();
    return band.isToeplitz() && (valid || full)
        ? OptionalInt.of(Math.min(rows(), columns()))
        : OptionalInt.empty();
  }

  @Override
  public long memory() {
    return taps.size();
  }

  @Override
  public long cost() {
    return (long) Math.max(rows(), 0) * taps.size();
  }

  @Override
  public String structure() {
    String name = band.isToeplitz() ? "banded Toeplitz" : "strided Toeplitz";
    return "%s %d×%d, %d taps".formatted(name, rows(), columns(), taps.size());
  }
}
