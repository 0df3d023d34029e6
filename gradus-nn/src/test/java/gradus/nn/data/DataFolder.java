package gradus.nn.data;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Finds the folder of real data sets, which is no part of the project, or skips the test.
public final class DataFolder {
  private DataFolder() {}

  /// The file or folder under the data folder; the test is skipped where there is none.
  public static Path find(String relative) {
    return root()
        .map(root -> root.resolve(relative))
        .filter(Files::exists)
        .orElseGet(() -> abort("skipped: no data"));
  }

  private static Optional<Path> root() {
    String told = System.getProperty("gradus.data");
    if (told != null) {
      return Optional.of(Path.of(told));
    }
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path beside = at.resolveSibling("shared").resolve("data");
      if (Files.isDirectory(at.resolve("gradus-core")) && Files.isDirectory(beside)) {
        return Optional.of(beside);
      }
    }
    return Optional.empty();
  }
}
