package gradus.onnx.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Files that once were answered wrongly, found by {@link ReaderFuzzing}, and those that are right.
class ReaderFindingsTest {

  @TempDir Path folder;

  record Finding(ReaderTarget target, Path file) {
    @Override
    public String toString() {
      return target + " " + file.getFileName();
    }
  }

  static Stream<Finding> findings() throws IOException, URISyntaxException {
    URL home = Objects.requireNonNull(ReaderFindingsTest.class.getResource("findings"));
    List<Finding> findings = new ArrayList<>();
    for (ReaderTarget target : ReaderTarget.values()) {
      Path files = Path.of(home.toURI()).resolve(target.name().toLowerCase(Locale.ROOT));
      if (Files.isDirectory(files)) {
        try (Stream<Path> all = Files.list(files)) {
          all.sorted().forEach(file -> findings.add(new Finding(target, file)));
        }
      }
    }
    return findings.stream();
  }

  @ParameterizedTest
  @MethodSource("findings")
  void aFileThatWasFoundIsAValueOrRefused(Finding finding) throws IOException {
    byte[] bytes = Files.readAllBytes(finding.file());
    assertThatCode(() -> finding.target().accept(bytes, folder)).doesNotThrowAnyException();
  }

  /// A seed that is refused would leave the search outside the reader.
  @ParameterizedTest
  @EnumSource(ReaderTarget.class)
  void someSeedIsRead(ReaderTarget target) throws IOException {
    Path scratch = Files.createDirectories(folder.resolve("scratch"));
    List<byte[]> seeds = List.copyOf(ReaderSeeds.of(target, scratch).values());
    assertThat(seeds)
        .anySatisfy(bytes -> assertThatCode(() -> read(target, bytes)).doesNotThrowAnyException());
  }

  private void read(ReaderTarget target, byte[] bytes) {
    try {
      target.read(bytes, folder);
    } catch (IOException e) {
      throw new UncheckedIOException("the folder of the test", e);
    }
  }

  /// Each byte of each seed changed, and each seed cut short everywhere.
  @ParameterizedTest
  @EnumSource(ReaderTarget.class)
  void aChangedByteIsAValueOrRefused(ReaderTarget target) throws IOException {
    Path scratch = Files.createDirectories(folder.resolve("scratch"));
    for (byte[] seed : ReaderSeeds.of(target, scratch).values()) {
      int step = Math.max(1, seed.length / 150);
      for (int at = 0; at < seed.length; at += step) {
        byte[] changed = seed.clone();
        changed[at] ^= (byte) (1 << at % 8);
        target.accept(changed, folder);
        target.accept(java.util.Arrays.copyOf(seed, at), folder);
      }
    }
  }
}
