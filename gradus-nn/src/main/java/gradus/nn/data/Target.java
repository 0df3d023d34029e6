package gradus.nn.data;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

/// What is to be predicted, one entry an example; the kind decides the head of a network and its
/// loss.
///
/// Immutable: arrays are copied in and out.
public sealed interface Target {

  /// How many examples.
  int size();

  /// How many numbers one example's target takes in [Batch#targets]; 0 when it is a label alone.
  int width();

  /// Names of the classes, of the two outcomes, or of the columns.
  List<String> names();

  /// The targets of the given examples, in that order.
  Target rows(int[] rows);

  /// Feeds kind, names and values to a digest.
  void digest(MessageDigest digest);

  /// One of several classes, mutually exclusive: labels `0 … names.size() − 1`.
  final class Classes implements Target {
    private final int[] labels;
    private final List<String> names;

    /// Checks that every label has a name.
    public Classes(int[] labels, List<String> names) {
      this.labels = labels.clone();
      this.names = List.copyOf(names);
      requireLabels("Classes", this.labels, this.names.size());
    }

    /// The class of every example.
    public int[] labels() {
      return labels.clone();
    }

    /// The class of one example.
    public int label(int row) {
      return labels[row];
    }

    @Override
    public int size() {
      return labels.length;
    }

    @Override
    public int width() {
      return 0;
    }

    @Override
    public List<String> names() {
      return names;
    }

    @Override
    public Classes rows(int[] rows) {
      return new Classes(pick(labels, rows), names);
    }

    @Override
    public void digest(MessageDigest digest) {
      Sha.text(digest, "classes");
      Sha.texts(digest, names);
      Sha.ints(digest, labels);
    }
  }

  /// One of two outcomes: 0 is the first name, 1 (the positive one) the second.
  final class Binary implements Target {
    private final int[] labels;
    private final List<String> names;

    /// Checks that there are two names and labels 0 and 1 only.
    public Binary(int[] labels, List<String> names) {
      if (names.size() != 2) {
        throw new IllegalArgumentException(
            "Target.Binary(names=%s): expected 2 names, found %d. Use Target.Classes for other counts."
                .formatted(names, names.size()));
      }
      this.labels = labels.clone();
      this.names = List.copyOf(names);
      requireLabels("Binary", this.labels, 2);
    }

    /// 0 or 1 for every example.
    public int[] labels() {
      return labels.clone();
    }

    /// 0 or 1 for one example.
    public int label(int row) {
      return labels[row];
    }

    @Override
    public int size() {
      return labels.length;
    }

    @Override
    public int width() {
      return 1;
    }

    @Override
    public List<String> names() {
      return names;
    }

    @Override
    public Binary rows(int[] rows) {
      return new Binary(pick(labels, rows), names);
    }

    @Override
    public void digest(MessageDigest digest) {
      Sha.text(digest, "binary");
      Sha.texts(digest, names);
      Sha.ints(digest, labels);
    }
  }

  /// Any number of classes at once: for each example and name 0 or 1, or a probability between.
  final class MultiLabel implements Target {
    private final float[] values;
    private final List<String> names;

    /// Values row by row, one column a name.
    public MultiLabel(float[] values, List<String> names) {
      this.values = values.clone();
      this.names = List.copyOf(names);
      requireColumns("MultiLabel", values.length, names);
      for (float value : values) {
        if (!(value >= 0 && value <= 1)) {
          throw new IllegalArgumentException(
              "Target.MultiLabel(): expected values from 0 to 1, found %s. Give 1 for a class that holds, 0 for one that does not."
                  .formatted(value));
        }
      }
    }

    /// The values, row by row.
    public float[] values() {
      return values.clone();
    }

    /// The value of one example and class.
    public float value(int row, int column) {
      return values[row * names.size() + column];
    }

    @Override
    public int size() {
      return values.length / names.size();
    }

    @Override
    public int width() {
      return names.size();
    }

    @Override
    public List<String> names() {
      return names;
    }

    @Override
    public MultiLabel rows(int[] rows) {
      return new MultiLabel(pick(values, names.size(), rows), names);
    }

    @Override
    public void digest(MessageDigest digest) {
      Sha.text(digest, "multi-label");
      Sha.texts(digest, names);
      Sha.floats(digest, values, 0, values.length);
    }
  }

  /// Real numbers, one or more columns: regression.
  final class Reals implements Target {
    private final float[] values;
    private final List<String> columns;

    /// Values row by row, one column a name.
    public Reals(float[] values, List<String> columns) {
      this.values = values.clone();
      this.columns = List.copyOf(columns);
      requireColumns("Reals", values.length, columns);
    }

    /// The values, row by row.
    public float[] values() {
      return values.clone();
    }

    /// The value of one example and column.
    public float value(int row, int column) {
      return values[row * columns.size() + column];
    }

    @Override
    public int size() {
      return values.length / columns.size();
    }

    @Override
    public int width() {
      return columns.size();
    }

    @Override
    public List<String> names() {
      return columns;
    }

    @Override
    public Reals rows(int[] rows) {
      return new Reals(pick(values, columns.size(), rows), columns);
    }

    @Override
    public void digest(MessageDigest digest) {
      Sha.text(digest, "reals");
      Sha.texts(digest, columns);
      Sha.floats(digest, values, 0, values.length);
    }
  }

  private static int[] pick(int[] labels, int[] rows) {
    return Arrays.stream(rows).map(row -> labels[row]).toArray();
  }

  private static float[] pick(float[] values, int width, int[] rows) {
    float[] picked = new float[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, rows[i] * width, picked, i * width, width);
    }
    return picked;
  }

  private static void requireLabels(String kind, int[] labels, int classes) {
    for (int label : labels) {
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException(
            "Target.%s(): expected labels from 0 to %d, found %d. Give every label a name."
                .formatted(kind, classes - 1, label));
      }
    }
  }

  private static void requireColumns(String kind, int values, List<String> columns) {
    if (columns.isEmpty() || values % columns.size() != 0) {
      throw new IllegalArgumentException(
          "Target.%s(): expected a multiple of %d values (one a column), found %d. Give every row a value in every column."
              .formatted(kind, columns.size(), values));
    }
  }
}
