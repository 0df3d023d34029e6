package gradus.nn.emit;

import gradus.tensor.DType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The methods that written files share, from `methods.txt`: each with those that it calls.
final class Methods {

  private record Method(List<String> needs, String text) {}

  private static final Map<String, Method> ALL = read();

  /// The element types of each method that is called.
  private final Map<String, Set<DType>> used = new LinkedHashMap<>();

  /// Says that a method is called, and gives its name.
  String use(String name) {
    return use(name, DType.F32);
  }

  /// The same for arrays of another type: the method is written for that type, too.
  String use(String name, DType dtype) {
    boolean typed = method(name).text().contains("float");
    DType own = typed ? dtype : DType.F32;
    if (used.computeIfAbsent(name, _ -> EnumSet.noneOf(DType.class)).add(own)) {
      method(name).needs().forEach(need -> use(need, dtype));
    }
    return name;
  }

  /// Whether a name is one of theirs.
  static boolean isReserved(String name) {
    return ALL.containsKey(name);
  }

  /// The text of all that are used, in the order of `methods.txt`.
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    ALL.forEach(
        (name, method) ->
            used.getOrDefault(name, Set.of())
                .forEach(dtype -> texts.add(written(method.text(), dtype))));
    return texts;
  }

  /// A method of floats for another type of elements.
  private static String written(String text, DType dtype) {
    String type = Words.type(dtype);
    String boxed =
        switch (dtype) {
          case I32 -> "Integer";
          default -> type.substring(0, 1).toUpperCase(Locale.ROOT) + type.substring(1);
        };
    return dtype == DType.F32
        ? text
        : text.replaceAll("\\bfloat\\b", type)
            .replaceAll("\\bFloat\\b", boxed)
            .replaceAll("\\b([0-9]+)f\\b", "$1");
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
