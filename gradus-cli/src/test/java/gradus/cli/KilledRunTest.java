package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// A training killed with SIGKILL and resumed ends with the weights of one that was never killed.
class KilledRunTest {

  private static final int EPOCHS = 30;

  @TempDir private Path folder;

  private Path table() throws IOException {
    StringBuilder text = new StringBuilder("a,b,kind\n");
    for (int i = 0; i < 1000; i++) {
      text.append(
          String.format(
              Locale.ROOT, "%.3f,%.3f,%s%n", i % 3 + Math.sin(i) / 3, i % 7 / 7.0, "k" + i % 3));
    }
    return Files.writeString(folder.resolve("table.csv"), text);
  }

  private List<String> training(String run) {
    List<String> arguments =
        new ArrayList<>(List.of("train", "mlp", "--json", "--threads", "1", "--kernels", "scalar"));
    arguments.addAll(List.of("--data", "csv:" + folder.resolve("table.csv")));
    arguments.addAll(List.of("--epochs", Integer.toString(EPOCHS), "--out", run));
    return arguments;
  }

  private static List<String> lines(Process process) throws IOException, InterruptedException {
    List<String> lines;
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      lines = out.lines().toList();
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
    return lines;
  }

  private static String digest(List<String> lines) {
    return JsonMapper.shared().readTree(lines.getLast()).get("weightsSha256").stringValue();
  }

  /// Kills a process some milliseconds after it has told of some epochs.
  private static void kill(Process process, int epochs, int millis)
      throws IOException, InterruptedException {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      int told = 0;
      String line = out.readLine();
      while (line != null && told < epochs) {
        told += line.startsWith("epoch ") ? 1 : 0;
        line = told < epochs ? out.readLine() : line;
      }
      assertThat(told).as("epochs told before the end").isEqualTo(epochs);
      Thread.sleep(millis);
      process.destroyForcibly();
    }
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("killed, not finished").isNotZero();
  }

  private void killsAndResumes(long seed, int kills) throws IOException, InterruptedException {
    table();
    // beside the others: it waits for nobody
    Process whole = OtherProcess.start(training(folder.resolve("whole").toString()));
    String run = folder.resolve("killed").toString();
    Random random = new Random(seed);
    List<String> arguments = training(run);
    for (int i = 0; i < kills; i++) {
      kill(OtherProcess.start(arguments), 1 + random.nextInt(4), random.nextInt(40));
      arguments = List.of("train", "--resume", run, "--json");
    }
    assertThat(digest(lines(OtherProcess.start(arguments))))
        .as("seed %d", seed)
        .isEqualTo(digest(lines(whole)));
  }

  @Test
  @Timeout(120)
  void twoKillsChangeNoBit() throws IOException, InterruptedException {
    killsAndResumes(1, 2);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(longs = {2, 3, 4, 5, 6})
  void manyKillsChangeNoBit(long seed) throws IOException, InterruptedException {
    killsAndResumes(seed, 6);
  }
}
