package gradus.nn.data;

import gradus.tensor.FormatException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// The columns of a table as a model knows them from its training: their order, and the categories
/// of those that hold some.
///
/// @param file for messages
/// @param columns the categories of each column by its name; none for numbers
record CsvKnown(String file, Map<String, List<String>> columns) {

  /// Reads the columns off the names of features: `mass`, or `colour=red`, `colour=blue`.
  static CsvKnown of(String file, List<String> features, CsvHeader header) {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    for (String feature : features) {
      String column = column(feature, header.names());
      List<String> categories = columns.computeIfAbsent(column, name -> new ArrayList<>());
      if (!column.equals(feature)) {
        categories.add(feature.substring(column.length() + 1));
      }
    }
    return new CsvKnown(file, columns);
  }

  /// The column that makes a feature; names of the table itself come first, since they may hold
  /// `=`.
  private static String column(String feature, List<String> names) {
    return names.stream()
        .filter(name -> feature.equals(name) || feature.startsWith(name + "="))
        .max((a, b) -> Integer.compare(a.length(), b.length()))
        .orElseGet(() -> feature.split("=", 2)[0]);
  }

  /// The columns of a table that are the model's features, in the model's order; empty where the
  /// table has no names and another number of columns, so that positions must tell.
  Optional<List<Integer>> places(CsvHeader header, List<Integer> ignored) {
    if (header.named()) {
      return Optional.of(columns.keySet().stream().map(name -> place(name, header)).toList());
    }
    List<Integer> left =
        IntStream.range(0, header.names().size())
            .filter(column -> !ignored.contains(column))
            .boxed()
            .toList();
    return left.size() == columns.size() ? Optional.of(left) : Optional.empty();
  }

  private int place(String name, CsvHeader header) {
    int column = header.names().indexOf(name);
    if (column < 0) {
      throw new FormatException(
          file,
          "the columns",
          "the feature \"%s\", which the model was trained on".formatted(name),
          header.abridged(),
          "Add the column, or rename the one that holds it.");
    }
    return column;
  }

  /// The columns of a table with names that are neither features nor left out: what may be the
  /// target.
  List<Integer> others(CsvHeader header, List<Integer> features, List<Integer> ignored) {
    Set<Integer> taken = new LinkedHashSet<>(features);
    taken.addAll(ignored);
    return IntStream.range(0, header.names().size())
        .filter(column -> !taken.contains(column))
        .boxed()
        .toList();
  }

  /// The categories of the n-th column; none for numbers.
  List<String> categories(int n) {
    return List.copyOf(columns.values()).get(n);
  }
}
