package gradus.nn.data;

import gradus.tensor.FormatException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What the first reading learns about one column, and how its cells become features.
///
/// Mutable until the first reading ends. A column is numeric if most of its cells are numbers (a
/// word among them is then a mistake, and said so); otherwise it holds categories, which become one
/// feature each, 1 for the cell's own and 0 for the others, sorted by name.
final class CsvColumn {
  private static final int MOST_CATEGORIES = 1000;

  private final String file;
  private final CsvHeader header;
  private final int index;
  private final boolean declared;
  private final boolean known;
  private final Set<String> categories = new TreeSet<>();
  private long numbers;
  private long words;
  private final Map<String, Integer> places = new LinkedHashMap<>();

  CsvColumn(String file, CsvHeader header, int index, boolean declaredCategorical) {
    this.file = file;
    this.header = header;
    this.index = index;
    this.declared = declaredCategorical;
    this.known = false;
  }

  /// A column that a model knows: it holds one of these categories, or numbers if there are none.
  CsvColumn(String file, CsvHeader header, int index, List<String> categories) {
    this.file = file;
    this.header = header;
    this.index = index;
    this.declared = !categories.isEmpty();
    this.known = true;
    this.categories.addAll(categories);
  }

  int index() {
    return index;
  }

  /// Takes one cell in the first reading.
  void take(long line, String cell) {
    if (Numbers.isMissing(cell)) {
      throw missing(line, cell);
    }
    if (known) {
      requireKnown(line, cell);
      return;
    }
    boolean number = Numbers.isNumber(cell);
    numbers += number ? 1 : 0;
    words += number ? 0 : 1;
    if ((declared || !number) && categories.size() <= MOST_CATEGORIES) {
      categories.add(cell);
    }
  }

  private FormatException missing(long line, String cell) {
    return new FormatException(
        file,
        header.place(line, index),
        "a value",
        cell.isEmpty() ? "an empty cell" : "\"%s\"".formatted(cell),
        "Fill the cell, or remove the row or the column.");
  }

  private void requireKnown(long line, String cell) {
    if (declared && !categories.contains(cell)) {
      throw new FormatException(
          file,
          header.place(line, index),
          "one of the categories that the model knows: " + String.join(", ", categories),
          "\"%s\"".formatted(cell),
          "Correct the cell, or train a model with this category.");
    }
  }

  private boolean isCategorical() {
    return declared || words > numbers;
  }

  /// Ends the first reading.
  void decide() {
    if (!isCategorical()) {
      return;
    }
    if (categories.size() > MOST_CATEGORIES) {
      throw new FormatException(
          file,
          "column " + (header.named() ? header.names().get(index) : Integer.toString(index)),
          "at most %d different categories".formatted(MOST_CATEGORIES),
          "more",
          "Leave the column out if it holds names or identifiers.");
    }
    categories.forEach(category -> places.put(category, places.size()));
  }

  /// How many features the column makes.
  int width() {
    return isCategorical() ? categories.size() : 1;
  }

  /// Their names: the column's own, or `column=category`.
  List<String> featureNames() {
    String name = header.names().get(index);
    List<String> names = new ArrayList<>();
    if (isCategorical()) {
      categories.forEach(category -> names.add(name + "=" + category));
    } else {
      names.add(name);
    }
    return names;
  }

  /// Writes the features of one cell in the second reading.
  void fill(long line, String cell, float[] into, int offset) {
    if (isCategorical()) {
      into[offset + places.getOrDefault(cell, 0)] = 1;
    } else {
      into[offset] = number(file, header, line, index, cell);
    }
  }

  /// The number in a cell, which must fit a float.
  static float number(String file, CsvHeader header, long line, int column, String cell) {
    float value = (float) Numbers.parse(cell).orElse(Double.NaN);
    if (!Float.isFinite(value)) {
      throw new FormatException(
          file,
          header.place(line, column),
          "a finite number",
          "\"%s\"".formatted(cell),
          "Correct the cell, or declare the column categorical.");
    }
    return value;
  }
}
