package gradus.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {

  @TempDir private Path folder;

  @Test
  void textIsReadWhole() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "σ(a)\n");
    assertThat(TextFile.read(file, 1, "Mend it.")).isEqualTo("σ(a)\n");
  }

  @Test
  void whatIsTooLongIsNotRead() throws IOException {
    Path file = folder.resolve("long.txt");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength((1 << 20) + 1);
    }
    assertThatThrownBy(() -> TextFile.read(file, 1, "Mend it."))
        .hasMessage(file + ", the file: expected at most 1 MiB, found 1048577 bytes. Mend it.");
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws IOException {
    Path file = Files.write(folder.resolve("b.txt"), new byte[] {(byte) 0xff, 0x41});
    assertThatThrownBy(() -> TextFile.read(file, 1, "Mend it."))
        .hasMessage(file + ", the file: expected text in UTF-8, found other bytes. Mend it.");
  }
}
