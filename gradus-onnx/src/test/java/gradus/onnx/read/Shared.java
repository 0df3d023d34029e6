package gradus.onnx.read;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/// Models that are no part of the project, beside its folder; without them the test is skipped.
public final class Shared {
  private Shared() {}

  public static Path find(String relative) {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(at.resolve("gradus-core"))) {
      at = at.getParent();
    }
    Path found = at.resolveSibling("shared").resolve(relative);
    return Files.exists(found) ? found : abort("skipped: no data");
  }

  /// A file in an archive.
  static byte[] inArchive(Path archive, String name) throws IOException {
    List<byte[]> found = new ArrayList<>();
    inArchive(archive, name::equals, (_, bytes) -> found.add(bytes));
    if (found.isEmpty()) {
      throw new AssertionError("no " + name + " in " + archive);
    }
    return found.getFirst();
  }

  /// Hands on the files of an archive whose names are wanted.
  static void inArchive(Path archive, Predicate<String> wanted, BiConsumer<String, byte[]> taker)
      throws IOException {
    try (InputStream in =
        new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
      for (byte[] head = in.readNBytes(512); head.length == 512 && head[0] != 0; ) {
        int size = Integer.parseInt(text(head, 124, 12).strip(), 8);
        byte[] bytes = in.readNBytes(size);
        if (wanted.test(text(head, 0, 100))) {
          taker.accept(text(head, 0, 100), bytes);
        }
        in.skipNBytes((512 - size % 512) % 512);
        head = in.readNBytes(512);
      }
    }
  }

  private static String text(byte[] head, int from, int length) {
    int end = from;
    while (end < from + length && head[end] != 0) {
      end++;
    }
    return new String(head, from, end - from, StandardCharsets.UTF_8);
  }
}
