package gradus.web.inference;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A model to serve, as it is typed: `path`, `name=path` or `name:version=path`.
///
/// @param name what callers call it
/// @param version its version, where one is given
/// @param path a run's folder, a file of ONNX, or a folder of versions in numbered folders
public record ModelChoice(String name, Optional<String> version, Path path) {

  private static final String WORD = "[A-Za-z0-9][A-Za-z0-9_.-]{0,99}";
  private static final Pattern NAMED =
      Pattern.compile("(" + WORD + ")(?::(" + WORD + "))?=(.+)", Pattern.DOTALL);

  /// The choice that a text means.
  ///
  /// Throws {@link IllegalArgumentException} where there is nothing at the path, or its name is no
  /// name.
  public static ModelChoice parse(String text) {
    Matcher named = NAMED.matcher(text);
    if (!Files.exists(Path.of(text)) && named.matches()) {
      return existing(
          text,
          new ModelChoice(
              named.group(1), Optional.ofNullable(named.group(2)), Path.of(named.group(3))));
    }
    Path path = Path.of(text);
    Path last = path.toAbsolutePath().normalize().getFileName();
    String name =
        String.valueOf(last).replaceFirst("(?i)\\.onnx$", "").replaceAll("[^A-Za-z0-9_.-]", "_");
    if (!name.matches(WORD)) {
      throw new IllegalArgumentException(
          "serve %s: expected a file or folder whose name can be the model's, found \"%s\". Write name=%s."
              .formatted(text, name, text));
    }
    return existing(text, new ModelChoice(name, Optional.empty(), path));
  }

  private static ModelChoice existing(String text, ModelChoice choice) {
    if (!Files.exists(choice.path())) {
      throw new IllegalArgumentException(
          "serve %s: expected the folder of a run or a file of ONNX, found nothing at %s. Give PATH, NAME=PATH or NAME:VERSION=PATH."
              .formatted(text, choice.path()));
    }
    return choice;
  }

  /// Refuses two choices for one name and version, or one that leaves its versions to a folder and
  /// one that does not.
  public static List<ModelChoice> distinct(List<ModelChoice> choices) {
    for (int i = 0; i < choices.size(); i++) {
      for (ModelChoice earlier : choices.subList(0, i)) {
        ModelChoice later = choices.get(i);
        boolean apart =
            later.version().isPresent()
                && earlier.version().isPresent()
                && !later.version().equals(earlier.version());
        if (later.name().equals(earlier.name()) && !apart) {
          throw new IllegalArgumentException(
              "serve: expected one model for each name and version, found %s and %s for \"%s\". Write NAME:VERSION=PATH for each."
                  .formatted(earlier.path(), later.path(), later.name()));
        }
      }
    }
    return List.copyOf(choices);
  }
}
