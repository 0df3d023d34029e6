package gradus.nn.model;

import gradus.tensor.FormatException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The settings of one place in a YAML file, read by name and type; what is left over is an error.
/// It remembers what was read.
final class Fields {

  private final String file;
  private final String place;
  private final Map<String, Object> values;
  private final Set<String> read = new LinkedHashSet<>();

  Fields(String file, String place, Map<String, Object> values) {
    this.file = file;
    this.place = place;
    this.values = values;
  }

  FormatException error(String expected, @Nullable Object found, String mend) {
    return new FormatException(file, place, expected, String.valueOf(found), mend);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  private Object take(String name) {
    read.add(name);
    Object value = values.get(name);
    if (value == null) {
      throw error("a setting \"" + name + "\"", values.keySet(), "Add it.");
    }
    return value;
  }

  int integer(String name) {
    return integer(name, take(name));
  }

  int integer(String name, int otherwise) {
    return has(name) ? integer(name) : otherwise;
  }

  private int integer(String name, Object value) {
    if (value instanceof Integer number) {
      return number;
    }
    boolean large = value instanceof Long || value instanceof java.math.BigInteger;
    throw large
        ? error(
            "a whole number up to %d for \"%s\"".formatted(Integer.MAX_VALUE, name),
            value,
            "Write a smaller one.")
        : error("a whole number for \"" + name + "\"", value, "Write it without a point.");
  }

  double number(String name, double otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    if (take(name) instanceof Number number) {
      return number.doubleValue();
    }
    throw error("a number for \"" + name + "\"", values.get(name), "Write it as 0.1.");
  }

  boolean truth(String name, boolean otherwise) {
    if (!has(name)) {
      return otherwise;
    }
    if (take(name) instanceof Boolean truth) {
      return truth;
    }
    throw error("true or false for \"" + name + "\"", values.get(name), "Write true or false.");
  }

  String word(String name, String otherwise) {
    return has(name) ? String.valueOf(take(name)) : otherwise;
  }

  /// A list of whole numbers; a single one stands for `rank` equal ones.
  List<Integer> integers(String name, int rank) {
    if (take(name) instanceof List<?> list) {
      List<Integer> numbers = new ArrayList<>();
      for (Object element : list) {
        numbers.add(integer(name, element));
      }
      return numbers;
    }
    return java.util.Collections.nCopies(rank, integer(name));
  }

  /// The names in a list; a single name stands for a list of one.
  List<String> words(String name) {
    return take(name) instanceof List<?> list
        ? list.stream().map(String::valueOf).toList()
        : List.of(String.valueOf(values.get(name)));
  }

  List<?> list(String name) {
    if (take(name) instanceof List<?> list) {
      return list;
    }
    throw error("a list for \"" + name + "\"", values.get(name), "Begin each entry with a dash.");
  }

  /// One of some words.
  String oneOf(String name, String otherwise, List<String> words) {
    String word = word(name, otherwise);
    if (!words.contains(word)) {
      throw error(
          "one of " + String.join(", ", words) + " for \"" + name + "\"", word, "Choose one.");
    }
    return word;
  }

  Object raw(String name) {
    return take(name);
  }

  /// Refuses settings that nobody asked for.
  void finish() {
    for (String name : values.keySet()) {
      if (!read.contains(name)) {
        throw error(
            "no setting \"" + name + "\"", name, "Known here: " + String.join(", ", read) + ".");
      }
    }
  }

  /// The place, for deeper places.
  String place() {
    return place;
  }

  String file() {
    return file;
  }
}
