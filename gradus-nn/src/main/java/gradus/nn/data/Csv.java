package gradus.nn.data;

import gradus.tensor.FormatException;
import gradus.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A table in a text file: one row an example, one column a feature or the target.
///
/// Read twice: once to learn its types and its size, once to fill the arrays. UTF-8, plain or gzip,
/// cells quoted or not, any [Delimiter], with or without a header. A cell that is empty, `?`, `NA`,
/// `NaN` or the like, a word among numbers, and a row of another length are errors with their line.
public final class Csv {
  private static final int SAMPLE_ROWS = 2;

  private final Path file;
  private final CsvOptions options;
  private final CsvRows rows;
  private final CsvHeader header;
  private final List<CsvColumn> features = new ArrayList<>();
  private final List<Integer> labels;
  private final CsvTarget target;
  private int count;

  private Csv(Path file, CsvOptions options) {
    this.file = file;
    this.options = options;
    this.rows = CsvRows.of(file, options.delimiter());
    this.header = CsvHeader.of(file, rows.first(SAMPLE_ROWS), options);
    this.labels = options.known().isEmpty() ? findFeatures() : knownFeatures();
    this.target = new CsvTarget(file.toString(), header, labels);
    if (features.isEmpty()) {
      throw new FormatException(
          file.toString(),
          "the columns",
          "at least one feature beside the target",
          "none (%s)".formatted(rows.delimiter().name().toLowerCase(java.util.Locale.ROOT)),
          "Check the delimiter and the ignored columns.");
    }
  }

  /// Takes every column but the target's and those left out; gives the target's columns.
  private List<Integer> findFeatures() {
    List<Integer> labels = header.labels(file, options.label());
    List<Integer> ignored = header.columns(file, options.ignored());
    List<Integer> categorical = header.columns(file, options.categorical());
    for (int column = 0; column < header.names().size(); column++) {
      if (!labels.contains(column) && !ignored.contains(column)) {
        boolean declared = categorical.contains(column);
        features.add(new CsvColumn(file.toString(), header, column, declared));
      }
    }
    return labels;
  }

  /// Takes the columns that a model knows; gives the target's columns, none if there is none.
  private List<Integer> knownFeatures() {
    CsvKnown known = CsvKnown.of(file.toString(), options.known(), header);
    List<Integer> ignored = header.present(file, options.ignored());
    Optional<List<Integer>> places = known.places(header, ignored);
    List<Integer> columns;
    List<Integer> labels;
    if (places.isPresent()) {
      columns = places.get();
      labels = knownLabels(known.others(header, columns, ignored));
    } else {
      labels = header.labels(file, options.label());
      columns = known.others(header, labels, ignored);
    }
    if (columns.size() != known.columns().size()) {
      throw new FormatException(
          file.toString(),
          "the columns",
          "%d features, as the model was trained on".formatted(known.columns().size()),
          columns.size() + " beside the target",
          "Give the columns that the model was trained on, in that order.");
    }
    for (int n = 0; n < columns.size(); n++) {
      features.add(new CsvColumn(file.toString(), header, columns.get(n), known.categories(n)));
    }
    return labels;
  }

  /// Which of the columns beside the features is the target.
  private List<Integer> knownLabels(List<Integer> others) {
    List<Integer> labels =
        options.label().isEmpty()
            ? others.stream().filter(header.labels(file, "")::contains).toList()
            : others.stream().filter(header.present(file, options.labels())::contains).toList();
    List<Integer> strangers = others.stream().filter(it -> !labels.contains(it)).toList();
    if (!strangers.isEmpty()) {
      throw new FormatException(
          file.toString(),
          "the columns",
          "the features of the model and its target",
          "also \"%s\"".formatted(header.names().get(strangers.getFirst())),
          "Name the target with --label, or leave the column out with --ignore.");
    }
    return labels;
  }

  /// Reads a table.
  ///
  /// Throws [FormatException] for a table that is damaged or does not fit the options.
  public static Dataset read(Path file, CsvOptions options, TargetKind kind) {
    Csv csv = new Csv(file, options);
    csv.survey();
    if (csv.labels.isEmpty()) {
      throw new FormatException(
          file.toString(),
          "the columns",
          "a column to predict beside the features",
          csv.header.abridged(),
          "Add the target, or use predict, which needs none.");
    }
    return csv.shaped(csv.filled(), csv.target.target(kind));
  }

  /// The examples of a table for a model whose features are {@linkplain CsvOptions#known known}, if
  /// it has no column to predict; empty if it has one.
  ///
  /// Throws [FormatException] for a table that is damaged or lacks a feature.
  public static Optional<List<float[]>> unlabelled(Path file, CsvOptions options) {
    Csv csv = new Csv(file, options);
    if (!csv.labels.isEmpty()) {
      return Optional.empty();
    }
    csv.survey();
    float[] x = csv.filled();
    int width = csv.width();
    return Optional.of(
        IntStream.range(0, csv.count)
            .mapToObj(row -> Arrays.copyOfRange(x, row * width, (row + 1) * width))
            .toList());
  }

  private int width() {
    return features.stream().mapToInt(CsvColumn::width).sum();
  }

  private void survey() {
    rows.forEach(
        row -> {
          if (row.line() >= header.first()) {
            requireWidth(row);
            features.forEach(column -> column.take(row.line(), row.cells().get(column.index())));
            target.take(row);
            count++;
          }
          return true;
        });
    if (header.rows() >= 0 && header.rows() != count) {
      throw new FormatException(
          file.toString(),
          "line 1",
          "%d rows, as this line says".formatted(header.rows()),
          Integer.toString(count),
          "The file is cut short or the line is wrong; fetch it again.");
    }
    features.forEach(CsvColumn::decide);
  }

  private void requireWidth(CsvRows.Row row) {
    int width = header.names().size();
    if (row.cells().size() != width) {
      throw new FormatException(
          file.toString(),
          "line " + row.line(),
          "%d cells as in the first row".formatted(width),
          Integer.toString(row.cells().size()),
          "Look for a missing or extra delimiter, or tell which delimiter it is.");
    }
  }

  private float[] filled() {
    int width = width();
    if ((long) width * count > DataFile.LONGEST) {
      throw new FormatException(
          file.toString(),
          "the table",
          "at most %d numbers".formatted(DataFile.LONGEST),
          Long.toString((long) width * count),
          "Split the file, or leave columns of many categories out.");
    }
    float[] x = new float[width * count];
    var at =
        new Object() {
          int offset;
        };
    rows.forEach(
        row -> {
          if (row.line() >= header.first() && at.offset < x.length) {
            for (CsvColumn column : features) {
              column.fill(row.line(), row.cells().get(column.index()), x, at.offset);
              at.offset += column.width();
            }
          }
          return true;
        });
    return x;
  }

  private Dataset shaped(float[] x, Target made) {
    int width = width();
    List<String> names =
        options.known().isEmpty()
            ? features.stream().flatMap(c -> c.featureNames().stream()).toList()
            : options.known();
    int channels = options.channels();
    if (channels == 1) {
      return Dataset.whole(Shape.of(width), new Values.Floats(x), made, names);
    }
    if (width % channels != 0) {
      throw new FormatException(
          file.toString(),
          "the columns",
          "a multiple of %d features (one a channel and step)".formatted(channels),
          Integer.toString(width),
          "Check the number of channels and the label's column.");
    }
    int steps = width / channels;
    float[] signals = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      int row = i / width;
      int step = i % width / channels;
      int channel = i % channels;
      signals[row * width + channel * steps + step] = x[i];
    }
    Shape shape = Shape.of(channels, steps);
    return Dataset.whole(shape, new Values.Floats(signals), made, List.of());
  }
}
