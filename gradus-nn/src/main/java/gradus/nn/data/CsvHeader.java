package gradus.nn.data;

import gradus.tensor.FormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// What the first row of a table says about it.
///
/// @param named whether the columns have names of their own
/// @param names a name for every column
/// @param classNames names of the classes, where the first row is scikit-learn's (`150,4,setosa,…`)
/// @param rows how many rows that first row promises, or −1
/// @param first the line of the first row of values
record CsvHeader(
    boolean named, List<String> names, List<String> classNames, long rows, long first) {
  private static final List<String> LABELS = List.of("label", "class", "target");

  /// Reads it off the first rows of the table.
  static CsvHeader of(Path file, List<CsvRows.Row> sample, CsvOptions options) {
    if (sample.isEmpty()) {
      throw noRows(file);
    }
    List<String> first = sample.getFirst().cells();
    boolean alone = sample.size() == 1;
    if (!alone && options.header() == CsvOptions.Header.AUTO && isScikit(first, sample.get(1))) {
      int width = sample.get(1).cells().size();
      List<String> classes = List.copyOf(first.subList(2, first.size()));
      long line = sample.get(1).line();
      return new CsvHeader(false, numbered(width), classes, Long.parseLong(first.get(0)), line);
    }
    boolean named =
        switch (options.header()) {
          case PRESENT -> true;
          case ABSENT -> false;
          case AUTO ->
              !alone
                  && (looksNamed(first, sample.get(1).cells(), options.label())
                      || options.known().stream().anyMatch(first::contains));
        };
    if (named && alone) {
      throw noRows(file);
    }
    return named
        ? new CsvHeader(true, first, List.of(), -1, sample.get(1).line())
        : new CsvHeader(false, numbered(first.size()), List.of(), -1, sample.getFirst().line());
  }

  static FormatException noRows(Path file) {
    return new FormatException(
        file.toString(),
        "the text",
        "at least one row of values",
        "none",
        "Give a table with rows.");
  }

  private static List<String> numbered(int width) {
    return IntStream.range(0, width).mapToObj(column -> "x" + column).toList();
  }

  /// `rows, features, class names …`: two whole numbers, the second one less than the columns of
  /// the next row, and then words.
  private static boolean isScikit(List<String> first, CsvRows.Row second) {
    return first.size() > 3
        && second.cells().getLast().matches("[0-9]{1,9}")
        && first.get(0).matches("[0-9]{1,9}")
        && first.get(1).equals(Integer.toString(second.cells().size() - 1))
        && first.subList(2, first.size()).stream()
            .noneMatch(cell -> cell.isEmpty() || Numbers.isNumber(cell));
  }

  private static boolean looksNamed(List<String> first, List<String> second, String label) {
    boolean words = first.stream().noneMatch(Numbers::isNumber);
    boolean holdsLabel =
        !label.isEmpty() && List.of(label.split(",", -1)).stream().anyMatch(first::contains);
    return words && (holdsLabel || second.stream().anyMatch(Numbers::isNumber));
  }

  /// The columns to predict.
  List<Integer> labels(Path file, String label) {
    if (!label.isEmpty()) {
      return columns(file, List.of(label.split(",", -1)));
    }
    for (int column = 0; named && column < names.size(); column++) {
      if (LABELS.contains(names.get(column).toLowerCase(Locale.ROOT))) {
        return List.of(column);
      }
    }
    return List.of(names.size() - 1);
  }

  /// Those of some columns that the table has.
  List<Integer> present(Path file, List<String> wanted) {
    List<String> there =
        named
            ? wanted.stream()
                .filter(name -> names.contains(name.strip()) || position(name.strip()) >= 0)
                .toList()
            : wanted;
    return columns(file, there);
  }

  /// The columns with these names, or at these positions.
  List<Integer> columns(Path file, List<String> wanted) {
    List<Integer> found = new ArrayList<>();
    for (String name : wanted) {
      int column = named ? names.indexOf(name.strip()) : -1;
      if (column < 0) {
        column = position(name.strip());
      }
      if (column < 0) {
        throw new FormatException(
            file.toString(),
            "the columns",
            "one named or numbered \"%s\"".formatted(name),
            abridged(),
            "Name one of them, or give a position: 0 is the first, -1 the last.");
      }
      found.add(column);
    }
    return found;
  }

  private int position(String text) {
    if (!text.matches("-?[0-9]{1,9}")) {
      return -1;
    }
    int position = Integer.parseInt(text);
    int column = position < 0 ? position + names.size() : position;
    return column < names.size() ? column : -1;
  }

  /// The names of the columns, the first of them if there are many.
  String abridged() {
    if (!named) {
      return names.size() + " columns without names";
    }
    return names.size() <= 12
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, 12)) + " and %d more".formatted(names.size() - 12);
  }

  /// `line 3, cell 2 (mass)`, or without the name where columns have none.
  String place(long line, int column) {
    String name = named ? " (%s)".formatted(names.get(column)) : "";
    return "line %d, cell %d%s".formatted(line, column + 1, name);
  }
}
