package gradus.runs.sweep;

import gradus.tensor.FormatException;
import java.util.List;
import java.util.Map;

/// A range in the file of a sweep: `{from: 0.0001, to: 0.1, scale: log, steps: 4}`.
///
/// @param file the file's name
/// @param place where it stands
/// @param setting what it is for
/// @param range its fields
record SweepRange(String file, String place, Setting setting, Map<?, ?> range) {

  private static final List<String> KEYS = List.of("from", "to", "scale", "steps");

  Choice choice() {
    for (Object key : range.keySet()) {
      if (!KEYS.contains(String.valueOf(key))) {
        throw error(
            "one of " + String.join(", ", KEYS),
            "\"" + key + "\"",
            "Did you mean %s?".formatted(Setting.nearest(String.valueOf(key), KEYS)));
      }
    }
    boolean whole = setting.kind() == Setting.Kind.WHOLE;
    if (!whole && setting.kind() != Setting.Kind.REAL) {
      throw error("a list, since its values are no numbers", "a range", "Write them as [a, b].");
    }
    double from = number("from");
    double to = number("to");
    if (!(from < to)) {
      throw error("from below to", from + " and " + to, "Exchange them.");
    }
    boolean logarithmic =
        switch (String.valueOf(range.containsKey("scale") ? range.get("scale") : "linear")) {
          case "linear" -> false;
          case "log" -> true;
          default ->
              throw error(
                  "scale: linear or log",
                  String.valueOf(range.get("scale")),
                  "Choose one of these.");
        };
    if (logarithmic && from <= 0) {
      throw error("from above 0 for scale: log", String.valueOf(from), "Begin above 0.");
    }
    return new Choice.Between(from, to, logarithmic, whole, steps());
  }

  private int steps() {
    if (!range.containsKey("steps")) {
      return 0;
    }
    if (range.get("steps") instanceof Integer steps && steps >= 2 && steps <= SweepPlan.MOST) {
      return steps;
    }
    throw error("2 or more steps", String.valueOf(range.get("steps")), "Write steps: 5.");
  }

  private double number(String key) {
    Object value = range.get(key);
    boolean fits =
        setting.kind() == Setting.Kind.WHOLE
            ? value instanceof Integer
            : value instanceof Number number && Double.isFinite(number.doubleValue());
    if (fits && value instanceof Number number) {
      return number.doubleValue();
    }
    throw error(
        (setting.kind() == Setting.Kind.WHOLE ? "a whole number" : "a number") + " for " + key,
        String.valueOf(value),
        "Write it as {from: 0.001, to: 0.1}.");
  }

  private FormatException error(String expected, String found, String mend) {
    return new FormatException(file, place, expected, found, mend);
  }
}
