package gradus.runs.store;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// What a name means in a query: a column of the run, a metric, or a setting; as SQL over `run r`.
final class NamedValue {

  private static final Map<String, String> TEXTS =
      Map.of(
          "id", "r.id",
          "name", "r.name",
          "status", "r.shown",
          "data", "r.data",
          "network", "r.network",
          "folder", "r.folder",
          "parent", "r.parent",
          "digest", "r.data_digest",
          "error", "r.error");
  private static final Map<String, String> NUMBERS =
      Map.of("seconds", "r.seconds", "begun", "r.begun", "updated", "r.updated");
  private static final Map<String, String> SHORT = Map.of("lr", "learningRate");
  private static final List<String> METRICS = List.of("", "test.", "validation.", "train.");
  private static final List<String> SETTINGS = List.of("", "training.", "network.", "data.");

  private NamedValue() {}

  /// The number that a value means for a name: for `begun` and `updated` a day or a moment, in
  /// milliseconds.
  static OptionalDouble number(String name, String value) {
    try {
      if (name.equals("begun") || name.equals("updated")) {
        return OptionalDouble.of(
            value.contains("T")
                ? Instant.parse(value).toEpochMilli()
                : LocalDate.parse(value)
                    .atStartOfDay(ZoneId.systemDefault())
                    .toInstant()
                    .toEpochMilli());
      }
      return OptionalDouble.of(Double.parseDouble(value));
    } catch (NumberFormatException | DateTimeParseException word) {
      return OptionalDouble.empty();
    }
  }

  /// Whether a name is a column of words.
  static boolean isText(String name) {
    return TEXTS.containsKey(name);
  }

  /// Whether every run has it.
  static boolean isColumn(String name) {
    return TEXTS.containsKey(name) || NUMBERS.containsKey(name);
  }

  /// The names under which a metric may stand in the store.
  static List<String> metrics(String name) {
    return METRICS.stream().map(part -> part + name).toList();
  }

  /// The names under which a setting may stand in the store.
  static List<String> settings(String name) {
    String whole = SHORT.getOrDefault(name, name);
    return SETTINGS.stream().map(part -> part + whole).toList();
  }

  /// SQL for its number, or null.
  ///
  /// @param bind makes a parameter of a text, and gives its name with the colon
  /// @param column which value of a metric: `latest`, `least` or `greatest`
  static String number(String name, String column, UnaryOperator<String> bind) {
    String own = NUMBERS.get(name);
    if (own != null) {
      return own;
    }
    List<String> choices = new ArrayList<>();
    settings(name).stream().map(bind).forEach(it -> choices.add(setting("number", it)));
    metrics(name).stream().map(bind).forEach(it -> choices.add(metric(column, it)));
    return "coalesce(" + String.join(", ", choices) + ")";
  }

  /// SQL for its words, or null.
  static String text(String name, UnaryOperator<String> bind) {
    String own = TEXTS.get(name);
    return own != null
        ? own
        : Stream.concat(
                settings(name).stream().map(bind).map(it -> setting("content", it)),
                Stream.of("null"))
            .collect(java.util.stream.Collectors.joining(", ", "coalesce(", ")"));
  }

  private static String metric(String column, String name) {
    return "(select m.%s from metric m where m.run_key = r.run_key and m.name = %s)"
        .formatted(column, name);
  }

  private static String setting(String column, String name) {
    return "(select s.%s from setting s where s.run_key = r.run_key and s.name = %s)"
        .formatted(column, name);
  }
}
