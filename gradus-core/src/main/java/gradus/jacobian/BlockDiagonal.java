package gradus.jacobian;

import gradus.reference.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.ToLongFunction;

/// Blocks along the diagonal: rows of a batch, each with a Jacobian of its own.
///
/// @param numbers the kind of number
/// @param blocks the blocks, from the top
public record BlockDiagonal<T>(Numbers<T> numbers, List<Jacobian<T>> blocks)
    implements Jacobian<T> {

  public BlockDiagonal {
    blocks = List.copyOf(blocks);
  }

  /// The blocks along the diagonal; a single one is itself.
  public static <T> Jacobian<T> of(Numbers<T> numbers, List<Jacobian<T>> blocks) {
    return blocks.size() == 1 ? blocks.getFirst() : new BlockDiagonal<>(numbers, blocks);
  }

  private long total(ToLongFunction<Jacobian<T>> part) {
    return blocks.stream().mapToLong(part).sum();
  }

  @Override
  public int rows() {
    return Math.toIntExact(total(Jacobian::rows));
  }

  @Override
  public int columns() {
    return Math.toIntExact(total(Jacobian::columns));
  }

  @Override
  public List<T> jvp(List<T> v) {
    check("jvp", columns(), v.size());
    List<T> result = new ArrayList<>();
    int from = 0;
    for (Jacobian<T> block : blocks) {
      result.addAll(block.jvp(v.subList(from, from + block.columns())));
      from += block.columns();
    }
    return result;
  }

  @Override
  public Jacobian<T> transpose() {
    return new BlockDiagonal<>(numbers, blocks.stream().map(Jacobian::transpose).toList());
  }

  @Override
  public T entry(int i, int j) {
    int row = i;
    int column = j;
    for (Jacobian<T> block : blocks) {
      if (row < block.rows()) {
        boolean within = column >= 0 && column < block.columns();
        return within ? block.entry(row, column) : numbers.of(0L);
      }
      row -= block.rows();
      column -= block.columns();
    }
    throw new IndexOutOfBoundsException(i);
  }

  @Override
  public OptionalInt rank() {
    int sum = 0;
    for (Jacobian<T> block : blocks) {
      OptionalInt rank = block.rank();
      if (rank.isEmpty()) {
        return rank;
      }
      sum += rank.getAsInt();
    }
    return OptionalInt.of(sum);
  }

  @Override
  public long memory() {
    return total(Jacobian::memory);
  }

  @Override
  public long cost() {
    return total(Jacobian::cost);
  }

  @Override
  public String structure() {
    String first = blocks.isEmpty() ? "nothing" : blocks.getFirst().structure();
    return "block diagonal %d×%d, %d blocks, the first %s"
        .formatted(rows(), columns(), blocks.size(), first);
  }
}
