package gradus.jacobian;

import gradus.reference.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// At most one 1 in each row (or, transposed, in each column): permutations, slices, padding,
/// broadcasts, maximum pooling; transposed: sums.
///
/// @param numbers the kind of number
/// @param sources for each element taken, the place it is taken from, or −1 for a 0
/// @param places how many places there are to take from
/// @param isTransposed whether elements are added to these places instead
public record Selection<T>(
    Numbers<T> numbers, List<Integer> sources, int places, boolean isTransposed)
    implements Jacobian<T> {

  public Selection {
    sources = List.copyOf(sources);
    int limit = places;
    if (sources.stream().anyMatch(source -> source < -1 || source >= limit)) {
      throw new IllegalArgumentException(
          "Selection(sources=%s): expected places from 0 to %d or -1, found others. Check the positions."
              .formatted(sources, places - 1));
    }
  }

  /// The simplest matrix that takes an element for each output: zero, identity or selection.
  public static <T> Jacobian<T> of(Numbers<T> numbers, List<Integer> sources, int columns) {
    if (sources.stream().allMatch(source -> source < 0)) {
      return new Zero<>(numbers, sources.size(), columns);
    }
    boolean same =
        sources.size() == columns && IntStream.range(0, columns).allMatch(i -> sources.get(i) == i);
    return same
        ? new Identity<>(numbers, columns)
        : new Selection<>(numbers, sources, columns, false);
  }

  @Override
  public int rows() {
    return isTransposed ? places : sources.size();
  }

  @Override
  public int columns() {
    return isTransposed ? sources.size() : places;
  }

  @Override
  public List<T> jvp(List<T> v) {
    check("jvp", columns(), v.size());
    Vectors<T> vectors = new Vectors<>(numbers);
    if (!isTransposed) {
      return vectors.tabulate(
          rows(), i -> sources.get(i) < 0 ? vectors.zero() : v.get(sources.get(i)));
    }
    List<T> sums = new ArrayList<>(vectors.all(places, vectors.zero()));
    for (int j = 0; j < sources.size(); j++) {
      int place = sources.get(j);
      if (place >= 0) {
        sums.set(place, numbers.plus(sums.get(place), v.get(j)));
      }
    }
    return sums;
  }

  @Override
  public Jacobian<T> transpose() {
    return new Selection<>(numbers, sources, places, !isTransposed);
  }

  @Override
  public T entry(int i, int j) {
    boolean meets = isTransposed ? sources.get(j) == i : sources.get(i) == j;
    return numbers.of(meets ? 1L : 0L);
  }

  @Override
  public OptionalInt rank() {
    return OptionalInt.of((int) sources.stream().filter(source -> source >= 0).distinct().count());
  }

  @Override
  public long memory() {
    return sources.size();
  }

  @Override
  public long cost() {
    return 0;
  }

  @Override
  public String structure() {
    String name = isTransposed ? "sums" : isPermutation() ? "permutation" : "selection";
    return "%s %d×%d".formatted(name, rows(), columns());
  }

  private boolean isPermutation() {
    return sources.size() == places && rank().orElse(0) == places;
  }
}
