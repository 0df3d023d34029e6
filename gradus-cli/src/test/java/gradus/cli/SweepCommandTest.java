package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.runs.sweep.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import tools.jackson.databind.JsonNode;

/// `gradus sweep`: with processes of its own, killed and resumed; what it refuses.
class SweepCommandTest extends TypedCommands {

  private static final Set<String> NO_SETTINGS =
      Set.of(
          "out",
          "resume",
          "stop-after",
          "store",
          "no-store",
          "tensorboard",
          "detect-anomaly",
          "json",
          "threads",
          "help",
          "version");

  private String sweep(int epochs) throws IOException {
    return """
    search: halving
    trials: 2
    eta: 2
    train: {network: %s, data: "%s", validation: 0.2, epochs: %d, kernels: scalar}
    settings:
      lr: [0.03, 0.003, 0.0003]
    """
        .formatted(file("net.yaml", "layers: [{linear: 3}]"), table(), epochs);
  }

  @Test
  void everyOptionOfTrainIsASettingAndEverySettingAnOption() {
    Set<String> options =
        new CommandLine(new Train())
            .getCommandSpec().options().stream()
                .map(OptionSpec::names)
                .map(names -> names[0].startsWith("--") ? names[0] : names[1])
                .map(name -> name.replaceFirst("^-+", ""))
                .filter(name -> !NO_SETTINGS.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    Set<String> settings =
        Setting.all().stream()
            .map(Setting::name)
            .filter(name -> !name.equals("network"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(settings).isEqualTo(options);
  }

  @Test
  void whatIsWrongIsSaidBeforeAnythingRuns() throws IOException {
    String wrong = file("wrong.yaml", "train: {validation: 0.1}\nsettings: {optimiser: [adma]}");
    refuses(
        gradus("sweep", wrong),
        wrong
            + ", trial 1 (optimiser adma): optimiser \"adma\": expected sgd, adam, adamw, rmsprop"
            + " or adagrad, found \"adma\". Choose one of these.");
    String fine = file("fine.yaml", "train: {validation: 0.1}\nsettings: {optimiser: [adam]}");
    refuses(
        gradus("sweep", fine, "--processes", "4", "--memory", "512m"),
        "--processes 4, --memory 512m: expected 192 MiB or more for each process (64 for its heap,"
            + " 128 beside it), found 128. Give more memory, or fewer processes.");
    refuses(
        gradus("sweep", fine, "--memory", "lots"),
        "--memory lots: expected a size such as 512m or 4g, found \"lots\". Write MiB with m and"
            + " GiB with g.");
    refuses(
        gradus("sweep", fine, "--resume", "there"),
        "sweep: expected a file, with --out if you like, or --resume DIR, found both. Give one of"
            + " the two.");
    refuses(
        gradus("sweep"),
        "sweep: expected a file, with --out if you like, or --resume DIR, found neither. Give one"
            + " of the two.");
    assertThat(Files.exists(folder.resolve("runs"))).isFalse();
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(Relaunch.command(200));
    command.removeIf(flag -> flag.startsWith("-Dgradus.parent"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /// A sweep that is killed takes its trials with it, and ends as one that was never killed.
  @Test
  @Tag("long")
  @Timeout(240)
  void aKilledSweepLeavesNoProcessAndGoesOn() throws IOException, InterruptedException {
    String file = file("sweep.yaml", sweep(60));
    Path killed = folder.resolve("killed");
    Process first =
        start("sweep", file, "--out", killed.toString(), "--processes", "2", "--memory", "512m");
    Set<ProcessHandle> trials = Set.of();
    while (!Files.exists(killed.resolve("trial-0001/checkpoint")) && first.isAlive()) {
      Thread.sleep(20);
      trials = first.descendants().collect(Collectors.toSet());
    }
    assertThat(trials).as("trials that run").isNotEmpty();
    first.destroyForcibly().waitFor();
    for (ProcessHandle trial : trials) {
      trial.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
    JsonNode after =
        gradus("sweep", "--resume", killed.toString(), "--json", "--memory", "512m").lastLine();
    assertThat(after.get("best").intValue()).isPositive();
    assertThat(after.get("trials").get(0).get("epochs").intValue()).isEqualTo(60);
    JsonNode again = gradus("sweep", "--resume", killed.toString(), "--json").lastLine();
    JsonNode whole =
        gradus("sweep", file, "--out", folder.resolve("whole").toString(), "--json").lastLine();
    assertThat(values(again)).isEqualTo(values(after)).isEqualTo(values(whole));
    assertThat(killed.resolve("report.html")).content().contains("What mattered", "Best: trial");
  }

  private static List<String> values(JsonNode result) {
    List<String> values = new ArrayList<>();
    for (JsonNode trial : result.get("trials")) {
      values.add(
          "%s %s %s %s %s"
              .formatted(
                  trial.get("trial"),
                  trial.get("settings"),
                  trial.get("epochs"),
                  trial.get("value"),
                  trial.get("test")));
    }
    return values;
  }
}
