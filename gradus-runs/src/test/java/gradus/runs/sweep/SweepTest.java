package gradus.runs.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.nn.run.DataRecipe;
import gradus.nn.run.NetworkRecipe;
import gradus.nn.run.Recipe;
import gradus.nn.run.Session;
import gradus.nn.run.TrainingRecipe;
import gradus.nn.train.TrainingListener;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Engine;
import gradus.tensor.FormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sweeps of real, tiny trainings within this process: rungs, resuming, failures, effects.
class SweepTest {

  private static final String HALVING =
      """
      search: halving
      trials: 4
      eta: 2
      train: {network: mlp, validation: 0.2, epochs: 4}
      settings:
        lr: {from: 0.0001, to: 0.1, scale: log}
      """;

  @TempDir private Path folder;

  /// Trains as the command would, within this process, and counts.
  private final class Here implements TrialRunner {
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    @Override
    public int run(List<String> arguments, Path log) {
      calls.add(String.join(" ", arguments));
      Session session =
          arguments.contains("--resume")
              ? Session.resume(Path.of(after(arguments, "--resume")))
              : Session.begin(recipe(arguments), arguments, Path.of(after(arguments, "--out")));
      int stop =
          arguments.contains("--stop-after")
              ? Integer.parseInt(after(arguments, "--stop-after"))
              : 1000;
      try (Engine engine = Engine.of(Kernels.named("scalar"), 1)) {
        session.train(engine, false, TrainingListener.silent(), at -> at.epochs() < stop);
      }
      return 0;
    }
  }

  private static String after(List<String> arguments, String option) {
    return arguments.get(arguments.indexOf(option) + 1);
  }

  private Recipe recipe(List<String> arguments) {
    double rate =
        arguments.stream()
            .filter(it -> it.startsWith("--lr="))
            .mapToDouble(it -> Double.parseDouble(it.substring(5)))
            .findFirst()
            .orElse(0.01);
    DataRecipe data =
        new DataRecipe(
            "csv:" + table(),
            "0.8",
            0.2,
            "auto",
            "-1",
            "comma",
            "absent",
            List.of(),
            List.of(),
            1,
            List.of(),
            0,
            List.of(),
            "auto",
            1);
    TrainingRecipe training =
        new TrainingRecipe(
            "auto", 0, "adam", rate, 0, false, 0, "cosine", 4, 16, 7, 0, 1, 0, false, 0, 0, 0,
            false);
    return new Recipe(
        data, new NetworkRecipe("net.yaml", "layers: [{linear: 3}]", false, 0), training);
  }

  private Path table() {
    StringBuilder text = new StringBuilder();
    IntStream.range(0, 60)
        .forEach(
            i ->
                text.append(
                    String.format(
                        Locale.ROOT, "%.3f,%.3f,k%d%n", i % 3 + Math.sin(i) / 3, i / 60.0, i % 3)));
    Path file = folder.resolve("table.csv");
    try {
      return Files.exists(file) ? file : Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SweepResult run(String name, String text, TrialRunner runner, int processes) {
    SweepPlan plan = SweepYaml.read("s.yaml", text);
    try (SweepFolder opened = SweepFolder.open(folder.resolve(name), text)) {
      return Sweep.run(plan, opened, runner, processes, _ -> {});
    }
  }

  @Test
  void halvingGoesOnWithTheBestAndDoesNotDependOnProcesses() {
    table();
    Here one = new Here();
    SweepResult result = run("one", HALVING, one, 1);
    assertThat(result.rungs()).hasSize(3);
    assertThat(result.rungs().stream().map(List::size)).containsExactly(4, 2, 1);
    assertThat(result.rungs().stream().map(rung -> rung.getFirst().epochs()))
        .containsExactly(1, 2, 4);
    double[] first =
        result.rungs().getFirst().stream().mapToDouble(Outcome::value).sorted().toArray();
    assertThat(
            result.rungs().getFirst().stream()
                .filter(it -> it.value() <= first[1])
                .map(Outcome::trial))
        .containsExactlyElementsOf(result.rungs().get(1).stream().map(Outcome::trial).toList());
    assertThat(one.calls).hasSize(7);
    assertThat(one.calls.subList(4, 6)).allMatch(call -> call.startsWith("train --resume"));
    assertThat(one.calls.getLast()).doesNotContain("--stop-after");
    assertThat(result.best().orElseThrow().test()).containsKey("accuracy");
    assertThat(run("three", HALVING, new Here(), 3)).isEqualTo(result);
  }

  @Test
  void aTrialThatWasPromotedHasTheBitsOfOneThatWasNeverStopped() {
    table();
    SweepResult result = run("one", HALVING, new Here(), 1);
    Outcome best = result.best().orElseThrow();
    String lr = result.trial(best.trial()).values().get("lr");
    String grid =
        "train: {network: mlp, validation: 0.2, epochs: 4}\nsettings: {lr: [%s]}".formatted(lr);
    Outcome whole = run("whole", grid, new Here(), 1).best().orElseThrow();
    assertThat(whole.value()).isEqualTo(best.value());
    assertThat(whole.test()).isEqualTo(best.test());
  }

  @Test
  void whatIsDoneIsNotDoneAgain() throws IOException {
    table();
    SweepResult whole = run("whole", HALVING, new Here(), 1);
    Here interrupted = new Here();
    assertThatThrownBy(
            () ->
                run(
                    "run",
                    HALVING,
                    (arguments, log) -> {
                      if (interrupted.calls.size() == 5) {
                        throw new CancellationException("the sweep is being stopped");
                      }
                      return interrupted.run(arguments, log);
                    },
                    1))
        .isInstanceOf(CancellationException.class);
    Here resumed = new Here();
    assertThat(run("run", HALVING, resumed, 2)).isEqualTo(whole);
    assertThat(resumed.calls).hasSize(2).allMatch(call -> call.startsWith("train --resume"));
    Here nothing = new Here();
    assertThat(run("run", HALVING, nothing, 2)).isEqualTo(whole);
    assertThat(nothing.calls).isEmpty();
    // without the state the run folders say it all
    Files.delete(folder.resolve("run/state.json"));
    assertThat(run("run", "# other words\n" + HALVING, nothing, 1, true)).isEqualTo(whole);
  }

  private SweepResult run(String name, String text, TrialRunner runner, int processes, boolean same)
      throws IOException {
    if (same) {
      Files.writeString(folder.resolve(name).resolve("sweep.yaml"), text);
    }
    return run(name, text, runner, processes);
  }

  @Test
  void failuresAreToldAndOnlySomeAreTriedAgain() {
    table();
    String grid =
        "train: {network: mlp, validation: 0.2, epochs: 4}\n"
            + "settings: {lr: [0.001, 0.002, 0.003, 0.004]}";
    Here here = new Here();
    TrialRunner failing =
        (arguments, log) -> {
          String said = String.join(" ", arguments);
          String message =
              said.contains("0.002")
                  ? "gradus: training, epoch 1, step 3: expected a finite loss, found NaN at …"
                  : said.contains("0.003") ? "gradus: no such thing" : "killed";
          try {
            Files.writeString(log, "epoch 1: loss 2\n" + message + "\n");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
          return said.contains("0.001")
              ? here.run(arguments, log)
              : said.contains("0.002") ? 1 : said.contains("0.003") ? 2 : 137;
        };
    SweepResult result = run("run", grid, failing, 2);
    assertThat(result.rungs().getFirst().stream().map(Outcome::status))
        .containsExactly(
            Outcome.Status.DONE,
            Outcome.Status.DIVERGED,
            Outcome.Status.REFUSED,
            Outcome.Status.FAILED);
    assertThat(result.rungs().getFirst().get(2).message()).isEqualTo("no such thing");
    assertThat(result.rungs().getFirst().get(3).message()).isEqualTo("exit code 137");
    assertThat(result.ranking().getFirst().trial()).isEqualTo(1);
    Here again = new Here();
    run("run", grid, again, 1);
    assertThat(again.calls).hasSize(1).allMatch(call -> call.contains("0.004"));
  }

  @Test
  void aFolderBelongsToOneSweepAtATime() throws IOException {
    Path place = folder.resolve("run");
    try (SweepFolder open = SweepFolder.open(place, HALVING)) {
      assertThatThrownBy(() -> SweepFolder.open(open.path(), HALVING))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("expected a sweep that nobody else is making");
    }
    assertThatThrownBy(() -> SweepFolder.open(place, "search: grid"))
        .hasMessageContaining("expected the sweep that was begun there, found another one");
    Files.writeString(place.resolve("state.json"), "{\"format\": 1, \"outcomes\": [{]}");
    try (SweepFolder open = SweepFolder.open(place, HALVING)) {
      assertThatThrownBy(open::outcomes).isInstanceOf(FormatException.class);
    }
  }

  @Test
  void whatMatteredIsFound() {
    String grid =
        "objective: validation.accuracy\n"
            + "train: {validation: 0.2}\n"
            + "settings: {lr: {from: 0.1, to: 0.9, steps: 9}, optimiser: [adam, sgd], batch: [1, 2,"
            + " 3]}";
    SweepPlan plan = SweepYaml.read("s.yaml", grid);
    List<Trial> trials = plan.trials();
    List<Outcome> outcomes = new ArrayList<>();
    for (Trial trial : trials) {
      double lr = Double.parseDouble(trial.values().get("lr"));
      double value =
          -Math.abs(lr - 0.5) + (trial.values().get("optimiser").equals("sgd") ? 0.05 : 0);
      outcomes.add(
          new Outcome(trial.number(), 0, Outcome.Status.DONE, 5, value, java.util.Map.of(), ""));
    }
    List<Effect> effects = Effects.of(new SweepResult(plan, trials, List.of(outcomes)));
    assertThat(effects.stream().map(Effect::setting)).containsExactly("lr", "optimiser", "batch");
    assertThat(effects.getFirst().share()).as("a best in the middle").isGreaterThan(0.6);
    assertThat(effects.getFirst().correlation()).isBetween(-0.01, 0.01);
    assertThat(effects.getFirst().levels()).hasSize(3);
    assertThat(effects.getLast().share()).as("nothing to do with it").isZero();
    assertThat(effects.get(1).levels().stream().map(Effect.Level::values))
        .containsExactly("adam", "sgd");
  }
}
