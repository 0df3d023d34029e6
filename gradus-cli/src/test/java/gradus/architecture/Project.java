package gradus.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The files of this project, for the tests that hold them against the rules of the house.
final class Project {

  /// The folder that holds all modules.
  static final Path ROOT = root();

  /// The modules of the release, from the bottom up; each may use those before it.
  static final List<String> MODULES =
      List.of(
          "gradus-core",
          "gradus-algebra",
          "gradus-runtime",
          "gradus-nn",
          "gradus-onnx",
          "gradus-explain",
          "gradus-runs",
          "gradus-web",
          "gradus-cli");

  private Project() {}

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("gradus-core"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  /// All Java files of the release, without its tests.
  static List<Path> mainSources() {
    return MODULES.stream()
        .map(module -> ROOT.resolve(module).resolve("src/main/java"))
        .flatMap(folder -> files(folder, file -> file.toString().endsWith(".java")).stream())
        .toList();
  }

  /// All Java files: those of the release, the tests and the benchmarks.
  static List<Path> allSources() {
    return Stream.concat(MODULES.stream(), Stream.of("bench"))
        .map(module -> ROOT.resolve(module).resolve("src"))
        .flatMap(folder -> files(folder, file -> file.toString().endsWith(".java")).stream())
        .toList();
  }

  /// The folders of packages: those with a Java file other than `module-info.java`.
  static List<Path> mainPackages() {
    return mainSources().stream()
        .filter(file -> !file.endsWith("module-info.java"))
        .map(Path::getParent)
        .distinct()
        .toList();
  }

  /// The files below a folder that the test accepts, in the order of their names.
  static List<Path> files(Path folder, Predicate<Path> test) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).filter(test).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A path as a reader of the project would write it.
  static String name(Path file) {
    return ROOT.relativize(file).toString().replace('\\', '/');
  }
}
