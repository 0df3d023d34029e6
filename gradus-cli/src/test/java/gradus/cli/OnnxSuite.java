package gradus.cli;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// ONNX's own tests, which are no part of the project: unpacked below `target`, or the test is
/// skipped.
final class OnnxSuite {

  private static final List<String> GROUPS =
      List.of("light", "node", "pytorch-converted", "pytorch-operator", "simple");

  /// One line of the manifest.
  ///
  /// @param test the test's name
  /// @param group the archive it is in
  /// @param operator the operator it tests, empty where it tests a graph
  /// @param operators every operator in it, separated by spaces
  /// @param tier `core`, `near`, `composite`, or one that is not asked for
  record Entry(String test, String group, String operator, String operators, String tier) {

    ConformanceCase in(Path folder) {
      return new ConformanceCase(test, folder.resolve(group).resolve(test));
    }
  }

  private OnnxSuite() {}

  /// The folder of the archives; the test is skipped where there is none.
  static Path archives() {
    return found().orElseGet(() -> abort("skipped: no data"));
  }

  static Path root() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(at.resolve("gradus-core"))) {
      at = at.getParent();
    }
    return at;
  }

  private static Optional<Path> found() {
    Path beside = root().resolveSibling("shared").resolve("onnx-conformance");
    return Files.exists(beside.resolve("manifest.csv")) ? Optional.of(beside) : Optional.empty();
  }

  static List<Entry> manifest() throws IOException {
    List<String> lines = Files.readAllLines(archives().resolve("manifest.csv"));
    List<String> head = Arrays.asList(lines.getFirst().split(",", -1));
    List<Entry> entries = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",", -1);
      entries.add(
          new Entry(
              cells[head.indexOf("test")],
              cells[head.indexOf("group")],
              cells[head.indexOf("op")],
              cells[head.indexOf("ops")],
              cells[head.indexOf("tier")]));
    }
    return entries;
  }

  /// The tests, one folder a group.
  static synchronized Path unpacked() throws IOException {
    Path target = Path.of("target", "onnx-conformance").toAbsolutePath();
    for (String group : GROUPS) {
      Path archive = archives().resolve(group + ".tar.gz");
      Path stamp = target.resolve(group + ".unpacked");
      String size = String.valueOf(Files.size(archive));
      if (!Files.exists(stamp) || !Files.readString(stamp).equals(size)) {
        unpack(archive, target);
        Files.writeString(stamp, size);
      }
    }
    return target;
  }

  private static void unpack(Path archive, Path target) throws IOException {
    try (InputStream in =
        new GZIPInputStream(new BufferedInputStream(Files.newInputStream(archive)))) {
      String longName = "";
      for (byte[] head = in.readNBytes(512); head.length == 512 && head[0] != 0; ) {
        int size = Integer.parseInt(field(head, 124, 12).strip(), 8);
        byte[] data = in.readNBytes(size);
        in.skipNBytes((512 - size % 512) % 512);
        String prefix = field(head, 345, 155);
        String name = field(head, 0, 100);
        name = longName.isEmpty() ? (prefix.isEmpty() ? name : prefix + "/" + name) : longName;
        longName = "";
        Path file = target.resolve(name).normalize();
        if (head[156] == 'L') {
          longName = new String(data, 0, size - 1, StandardCharsets.UTF_8);
        } else if (head[156] == '0' && file.startsWith(target)) {
          Files.createDirectories(file.getParent());
          Files.write(file, data);
        }
        head = in.readNBytes(512);
      }
    }
  }

  private static String field(byte[] head, int from, int length) {
    int end = from;
    while (end < from + length && head[end] != 0) {
      end++;
    }
    return new String(head, from, end - from, StandardCharsets.UTF_8);
  }
}
