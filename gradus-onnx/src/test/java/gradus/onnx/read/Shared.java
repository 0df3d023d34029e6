package gradus.onnx.read;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// Models that are no part of the project, beside its folder; without them the test is skipped.
final class Shared {
  private Shared() {}

  static Path find(String relative) {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(at.resolve("gradus-core"))) {
      at = at.getParent();
    }
    Path found = at.resolveSibling("shared").resolve(relative);
    return Files.exists(found) ? found : abort("skipped: no data");
  }

  /// A file in an archive.
  static byte[] inArchive(Path archive, String name) throws IOException {
    try (InputStream in =
        new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
      for (byte[] head = in.readNBytes(512); head.length == 512 && head[0] != 0; ) {
        int size = Integer.parseInt(text(head, 124, 12).strip(), 8);
        if (text(head, 0, 100).equals(name)) {
          return in.readNBytes(size);
        }
        in.skipNBytes(size + (512 - size % 512) % 512);
        head = in.readNBytes(512);
      }
    }
    throw new AssertionError("no " + name + " in " + archive);
  }

  private static String text(byte[] head, int from, int length) {
    int end = from;
    while (end < from + length && head[end] != 0) {
      end++;
    }
    return new String(head, from, end - from, StandardCharsets.UTF_8);
  }
}
