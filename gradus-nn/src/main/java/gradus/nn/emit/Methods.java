package gradus.nn.emit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// The methods that written files share, from `methods.txt`: each with those that it calls.
final class Methods {

  private record Method(List<String> needs, String text) {}

  private static final Map<String, Method> ALL = read();

  private final Set<String> used = new TreeSet<>();

  /// Says that a method is called, and gives its name.
  String use(String name) {
    if (used.add(name)) {
      method(name).needs().forEach(this::use);
    }
    return name;
  }

  /// Whether a name is one of theirs.
  static boolean isReserved(String name) {
    return ALL.containsKey(name);
  }

  /// The text of all that are used, in the order of `methods.txt`.
  List<String> texts() {
    return ALL.entrySet().stream()
        .filter(entry -> used.contains(entry.getKey()))
        .map(entry -> entry.getValue().text())
        .toList();
  }

  private static Method method(String name) {
    return Objects.requireNonNull(ALL.get(name), name);
  }

  private static Map<String, Method> read() {
    Map<String, Method> methods = new LinkedHashMap<>();
    for (String part : text().split("(?m)^==== ", -1)) {
      int end = part.indexOf('\n');
      if (end > 0) {
        List<String> words = new ArrayList<>(List.of(part.substring(0, end).split("[ :]+", -1)));
        String name = words.removeFirst();
        methods.put(name, new Method(List.copyOf(words), part.substring(end + 1).stripTrailing()));
      }
    }
    return methods;
  }

  private static String text() {
    try (InputStream in = Methods.class.getResourceAsStream("methods.txt")) {
      return new String(
          Objects.requireNonNull(in, "methods.txt").readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("methods.txt: cannot be read.", e);
    }
  }
}
