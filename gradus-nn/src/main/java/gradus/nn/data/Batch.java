package gradus.nn.data;

/// The examples of one step, side by side in arrays that are used again for later steps.
///
/// Mutable: [Batches] fills it, and it holds until the next one is asked for. Arrays are as long as
/// a full batch; only the first `size()` examples count, the rest is left over from before.
public final class Batch {
  private final int exampleSize;
  private final int width;
  private final float[] x;
  private final int[] labels;
  private final float[] targets;
  private final int[] rows;
  private int size;

  Batch(Dataset set, int capacity) {
    this.exampleSize = set.exampleSize();
    this.width = set.target().width();
    this.x = new float[Math.multiplyExact(capacity, exampleSize)];
    this.labels = new int[capacity];
    this.targets = new float[Math.multiplyExact(capacity, width)];
    this.rows = new int[capacity];
  }

  /// How many examples are in it.
  public int size() {
    return size;
  }

  /// Features, example after example.
  public float[] x() {
    return x;
  }

  /// The class of each example, for [Target.Classes] and [Target.Binary]; zeros otherwise.
  public int[] labels() {
    return labels;
  }

  /// The target's numbers, example after example: 0 or 1 for [Target.Binary], a row for
  /// [Target.MultiLabel] and [Target.Reals]; empty for [Target.Classes].
  public float[] targets() {
    return targets;
  }

  /// The number of each example in its set.
  public int[] rows() {
    return rows;
  }

  /// Takes the examples `order[from] … order[from + count − 1]` of the set, features as they are.
  void fill(Dataset set, int[] order, int from, int count) {
    size = count;
    for (int i = 0; i < count; i++) {
      int row = order[from + i];
      rows[i] = row;
      set.copy(row, x, i * exampleSize);
      fillTarget(set.target(), row, i);
    }
  }

  private void fillTarget(Target target, int row, int at) {
    switch (target) {
      case Target.Classes classes -> labels[at] = classes.label(row);
      case Target.Binary binary -> {
        labels[at] = binary.label(row);
        targets[at] = binary.label(row);
      }
      case Target.MultiLabel many -> {
        for (int column = 0; column < width; column++) {
          targets[at * width + column] = many.value(row, column);
        }
      }
      case Target.Reals reals -> {
        for (int column = 0; column < width; column++) {
          targets[at * width + column] = reals.value(row, column);
        }
      }
    }
  }
}
