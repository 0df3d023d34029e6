package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A rehearsal in a process of its own, as the launcher starts it.
class RehearsalTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"plain", "vectors"})
  void itsCommandsSucceedUnseenAndLeaveNothing(String kind) throws Exception {
    Path said = folder.resolve("said.txt");
    assertThat(rehearse(kind, said)).as(Files.readString(said)).isZero();
    assertThat(said).isEmptyFile();
    assertThat(folder.resolve("temporary")).isEmptyDirectory();
  }

  @Test
  void anUnknownOneFails() throws Exception {
    Path said = folder.resolve("said.txt");
    assertThat(rehearse("fast", said)).isNotZero();
    assertThat(said)
        .content()
        .contains("rehearsal: expected plain or vectors, found \"fast\". Name one of them.");
  }

  private int rehearse(String kind, Path said) throws IOException, InterruptedException {
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-Djava.io.tmpdir=" + temporary,
            "--enable-native-access=org.xerial.sqlitejdbc",
            "-p",
            System.getProperty("jdk.module.path"),
            "-cp",
            System.getProperty("java.class.path"),
            "-m",
            "gradus.cli/gradus.cli.Rehearsal",
            kind);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(said.toFile())
        .start()
        .waitFor();
  }
}
