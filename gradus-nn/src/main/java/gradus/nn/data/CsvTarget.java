package gradus.nn.data;

import gradus.tensor.FormatException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// Makes a target of the cells of one or more columns.
///
/// Mutable while the table is read; then [#target] answers once.
final class CsvTarget {
  private static final int MOST_WHOLE_CLASSES = 20;
  private static final int MOST_CLASSES = 65_536;

  private final String file;
  private final CsvHeader header;
  private final List<Integer> columns;
  private final Map<String, String> seen = new LinkedHashMap<>();
  private final List<String> cells = new ArrayList<>();
  private final List<Long> lines = new ArrayList<>();

  CsvTarget(String file, CsvHeader header, List<Integer> columns) {
    this.file = file;
    this.header = header;
    this.columns = columns;
  }

  void take(CsvRows.Row row) {
    lines.add(row.line());
    for (int column : columns) {
      String cell = row.cells().get(column);
      if (Numbers.isMissing(cell)) {
        throw wrong(
            lines.size() - 1, column, "a value to predict", cell, "Fill or remove the row.");
      }
      cells.add(seen.computeIfAbsent(cell, text -> text));
    }
  }

  private FormatException wrong(int row, int column, String expected, String cell, String mend) {
    String found = cell.isEmpty() ? "an empty cell" : "\"%s\"".formatted(cell);
    return new FormatException(file, header.place(lines.get(row), column), expected, found, mend);
  }

  Target target(TargetKind kind) {
    return switch (kind) {
      case TargetKind.Auto _ -> decided();
      case TargetKind.Classes _ -> classes(single("classes"));
      case TargetKind.Binary _ -> binary(classes(single("binary")));
      case TargetKind.MultiLabel _ -> new Target.MultiLabel(indicators(), names());
      case TargetKind.Reals _ -> new Target.Reals(numbers(), names());
      case TargetKind.Bins bins -> binned(bins);
    };
  }

  private Target decided() {
    if (columns.size() > 1) {
      boolean flags = seen.keySet().stream().allMatch(cell -> cell.equals("0") || cell.equals("1"));
      return flags
          ? new Target.MultiLabel(indicators(), names())
          : new Target.Reals(numbers(), names());
    }
    boolean words = seen.keySet().stream().anyMatch(cell -> !Numbers.isNumber(cell));
    boolean whole = seen.keySet().stream().allMatch(cell -> cell.matches("[-+]?[0-9]{1,9}"));
    boolean few = seen.size() <= MOST_WHOLE_CLASSES && 2 * seen.size() <= cells.size();
    if (!header.classNames().isEmpty() || words || (whole && few)) {
      Target.Classes classes = classes(columns.getFirst());
      return classes.names().size() == 2 ? binary(classes) : classes;
    }
    return new Target.Reals(numbers(), names());
  }

  private int single(String kind) {
    if (columns.size() != 1) {
      throw new FormatException(
          file,
          "the columns",
          "one column for a target of " + kind,
          columns.size() + " columns",
          "Name one column, or ask for multilabel or reals.");
    }
    return columns.getFirst();
  }

  private List<String> names() {
    return columns.stream().map(column -> header.names().get(column)).toList();
  }

  private Target.Classes classes(int column) {
    if (!header.classNames().isEmpty()) {
      return named(column, header.classNames());
    }
    List<String> names = sortedNames(column);
    Map<String, Integer> labels = new LinkedHashMap<>();
    for (String cell : seen.keySet()) {
      labels.put(cell, names.indexOf(canonical(cell)));
    }
    return new Target.Classes(cells.stream().mapToInt(labels::get).toArray(), names);
  }

  private Target.Classes named(int column, List<String> names) {
    int[] labels = new int[cells.size()];
    for (int row = 0; row < labels.length; row++) {
      String cell = cells.get(row);
      labels[row] = cell.matches("[0-9]{1,9}") ? Integer.parseInt(cell) : -1;
      if (labels[row] < 0 || labels[row] >= names.size()) {
        String expected =
            "a class from 0 to %d (the first line names %d)"
                .formatted(names.size() - 1, names.size());
        throw wrong(row, column, expected, cell, "Correct the cell or the first line.");
      }
    }
    return new Target.Classes(labels, names);
  }

  /// Numbers by size, words by their characters; all numbers come first.
  private List<String> sortedNames(int column) {
    var numbers = new TreeMap<Double, String>();
    var words = new TreeSet<String>();
    for (String cell : seen.keySet()) {
      Numbers.parse(cell)
          .ifPresentOrElse(x -> numbers.put(x, canonical(cell)), () -> words.add(cell));
    }
    if (numbers.size() + words.size() > MOST_CLASSES) {
      throw new FormatException(
          file,
          "column " + header.names().get(column),
          "at most %d classes".formatted(MOST_CLASSES),
          Integer.toString(numbers.size() + words.size()),
          "Name the column of the classes, or ask for reals.");
    }
    List<String> names = new ArrayList<>();
    numbers.values().forEach(names::add);
    names.addAll(words);
    return names;
  }

  /// One way to write each number, so that `1`, `1.0` and `+1` are one class.
  private static String canonical(String cell) {
    var number = Numbers.parse(cell);
    return number.isPresent() ? Numbers.text(number.getAsDouble() + 0.0) : cell;
  }

  private Target.Binary binary(Target.Classes classes) {
    if (classes.names().size() != 2) {
      throw new FormatException(
          file,
          "column " + header.names().get(columns.getFirst()),
          "two different values for a binary target",
          Integer.toString(classes.names().size()),
          "Ask for classes instead.");
    }
    return new Target.Binary(classes.labels(), classes.names());
  }

  private Target.Classes binned(TargetKind.Bins bins) {
    single("bins");
    float[] values = numbers();
    int[] labels = new int[values.length];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = bins.of(values[row]);
    }
    return new Target.Classes(labels, bins.names());
  }

  private float[] numbers() {
    float[] values = new float[cells.size()];
    for (int i = 0; i < values.length; i++) {
      long line = lines.get(i / columns.size());
      int column = columns.get(i % columns.size());
      values[i] = CsvColumn.number(file, header, line, column, cells.get(i));
    }
    return values;
  }

  private float[] indicators() {
    float[] values = numbers();
    for (int i = 0; i < values.length; i++) {
      if (values[i] != 0 && values[i] != 1) {
        int column = columns.get(i % columns.size());
        throw wrong(
            i / columns.size(), column, "0 or 1", cells.get(i), "Ask for reals if it is a number.");
      }
    }
    return values;
  }
}
