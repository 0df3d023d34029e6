package gradus.nn.run;

import gradus.nn.data.TextFile;
import gradus.tensor.FormatException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a file of weights calls the things of a network: whole names or the names of layers.
///
/// @param names a name, or the first parts of one, in the file, and what the network has for it
public record NameMap(Map<String, String> names) {

  public NameMap {
    names = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(names));
  }

  /// No name is changed.
  public static NameMap none() {
    return new NameMap(Map.of());
  }

  /// Reads `features.0=conv1,classifier=linear1`, or a file with one such pair a line; lines that
  /// begin with # are remarks.
  ///
  /// Throws {@link FormatException} where a part is no pair, or a name has two meanings.
  public static NameMap parse(String given) {
    boolean inline = given.isEmpty() || given.contains("=");
    String where = inline ? "--map" : given;
    Map<String, String> names = new LinkedHashMap<>();
    for (String part : inline ? List.of(given.split(",", -1)) : lines(Path.of(given))) {
      String pair = part.strip();
      if (pair.isEmpty() || pair.startsWith("#")) {
        continue;
      }
      int equals = pair.indexOf('=');
      String from = pair.substring(0, Math.max(0, equals)).strip();
      String to = pair.substring(equals + 1).strip();
      if (from.isEmpty() || to.isEmpty() || to.contains("=")) {
        throw new FormatException(
            where,
            "\"" + pair + "\"",
            "a name in the file, =, and a name in the network",
            "\"" + pair + "\"",
            "Write features.0=conv1, for instance.");
      }
      if (names.put(from, to) != null) {
        throw new FormatException(
            where, "\"" + pair + "\"", "each name once", "\"" + from + "\" twice", "Keep one.");
      }
    }
    return new NameMap(names);
  }

  private static List<String> lines(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new FormatException(
          file.toString(),
          "--map",
          "pairs like features.0=conv1, or a file of such lines up to 1 MiB",
          Files.exists(file) ? "a file or folder of another kind" : "no such file",
          "Check the spelling.");
    }
    return TextFile.read(file, 1, "Give lines like features.0=conv1.").lines().toList();
  }

  /// What the network may call a tensor: the longest mapped beginning replaced, then PyTorch's
  /// words for normalisation.
  List<String> candidates(String tensor) {
    String mapped = tensor;
    for (int end = tensor.length(); end > 0; end = tensor.lastIndexOf('.', end - 1)) {
      String to = names.get(tensor.substring(0, end));
      if (to != null) {
        mapped = to + tensor.substring(end);
        break;
      }
    }
    List<String> candidates = new ArrayList<>(List.of(mapped));
    int point = mapped.lastIndexOf('.');
    String word =
        switch (mapped.substring(point + 1)) {
          case "weight", "gamma" -> "scale";
          case "bias", "beta" -> "shift";
          case "running_mean" -> "mean";
          case "running_var" -> "variance";
          default -> "";
        };
    if (!word.isEmpty()) {
      candidates.add(mapped.substring(0, point + 1) + word);
    }
    return candidates;
  }
}
