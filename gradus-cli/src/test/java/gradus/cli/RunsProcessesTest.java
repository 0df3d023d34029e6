package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/// Several processes that train at once and remember it in one new store.
class RunsProcessesTest extends TypedCommands {

  private Process training(String data, int seed) throws IOException {
    List<String> command = new ArrayList<>();
    command.addAll(List.of("train", "mlp", "--data", data, "--epochs", "3", "--threads", "1"));
    command.addAll(List.of("--kernels", "scalar", "--seed", String.valueOf(seed)));
    command.addAll(List.of("--out", folder.resolve("run" + seed).toString()));
    command.addAll(List.of("--store", folder.resolve("runs.db").toString()));
    return OtherProcess.start(command);
  }

  @Test
  @Timeout(120)
  void eachIsRememberedWhole() throws IOException, InterruptedException {
    String data = table();
    List<Process> trainings = List.of(training(data, 1), training(data, 2));
    for (Process each : trainings) {
      String said = new String(each.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(each.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(each.exitValue()).as(said).isZero();
      assertThat(said).doesNotContain("warning: ");
    }
    JsonNode runs =
        gradus("runs", "--json", "--store", folder.resolve("runs.db").toString())
            .lastLine()
            .get("runs");
    assertThat(runs).hasSize(2);
    for (JsonNode run : runs) {
      assertThat(run.get("status").stringValue()).isEqualTo("finished");
      assertThat(run.get("metrics").get("step.loss").get("count").intValue()).isEqualTo(3);
    }
  }
}
