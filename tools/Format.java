import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/// Checks or applies google-java-format to what changed since it last found all in order: `java -cp
/// google-java-format.jar Format.java check|apply ROOT`.
final class Format {
  public static void main(String[] args) throws Exception {
    boolean apply = args[0].equals("apply");
    if (!apply && !args[0].equals("check")) {
      throw new IllegalArgumentException(
          "-Dfmt: expected check or apply, found \"" + args[0] + "\".");
    }
    Path root = Path.of(args[1]);
    Path stamp = root.resolve("target/tools/formatted");
    FileTime start = FileTime.fromMillis(System.currentTimeMillis() - 2_000);
    List<Path> unformatted =
        sources(root, stamp).parallelStream().filter(file -> !format(file, apply)).toList();
    for (Path file : unformatted) {
      System.out.println((apply ? "formatted " : "not formatted: ") + root.relativize(file));
    }
    if (!apply && !unformatted.isEmpty()) {
      System.out.println("Format with: mvn -N validate -Dfmt=apply");
      System.exit(1);
    }
    Files.writeString(stamp, "");
    Files.setLastModifiedTime(stamp, start);
  }

  /// Was the file in order?
  private static boolean format(Path file, boolean apply) {
    try {
      String text = Files.readString(file);
      String formatted = new Formatter().formatSourceAndFixImports(text);
      if (apply && !formatted.equals(text)) {
        Files.writeString(file, formatted);
      }
      return formatted.equals(text);
    } catch (FormatterException e) {
      throw new IllegalStateException(file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> sources(Path root, Path stamp) throws IOException {
    FileTime last = Files.exists(stamp) ? Files.getLastModifiedTime(stamp) : FileTime.fromMillis(0);
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !root.relativize(file).toString().contains("target/"))
          .filter(file -> modified(file).compareTo(last) > 0)
          .sorted()
          .toList();
    }
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
