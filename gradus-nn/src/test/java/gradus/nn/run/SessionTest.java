package gradus.nn.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.nn.train.Checkpoint;
import gradus.nn.train.EpochReport;
import gradus.nn.train.Trained;
import gradus.nn.train.TrainingListener;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.plan.Engine;
import gradus.tensor.FormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Runs on a small made-up table: whole, interrupted, repeated, with other kernels and threads.
class SessionTest {

  @TempDir private Path folder;

  private Path table() throws IOException {
    StringBuilder text = new StringBuilder("a,b,c,kind\n");
    for (int i = 0; i < 90; i++) {
      double a = Math.sin(i) + i % 3;
      double b = Math.cos(2 * i) - i % 3;
      text.append(String.format(Locale.ROOT, "%.4f,%.4f,%d,k%d%n", a, b, i % 7, i % 3));
    }
    return Files.writeString(folder.resolve("table.csv"), text.toString());
  }

  private static TrainingRecipe training(int epochs, String schedule, int parts, int patience) {
    return new TrainingRecipe(
        "auto", 0, "adam", 0.01, 0, false, 0, schedule, epochs, 16, 7, 1, parts, patience, false, 0,
        0, 0, false);
  }

  private Recipe recipe(TrainingRecipe training, double validation) throws IOException {
    DataRecipe data = DataRecipe.of("csv:" + table());
    DataRecipe split =
        new DataRecipe(
            data.source(),
            "every:5:0",
            validation,
            "auto",
            "kind",
            "auto",
            "auto",
            List.of(),
            List.of(),
            1,
            List.of(),
            0,
            List.of(),
            "auto",
            7);
    String yaml = "layers: [{linear: 12}, batchNorm, relu, {dropout: 0.2}, {linear: 3}]";
    return new Recipe(split, new NetworkRecipe("net.yaml", yaml, false, 0), training);
  }

  private static Trained run(Session session, String kernels, int threads) {
    try (Engine engine = Engine.of(Kernels.named(kernels), threads)) {
      return session.train(engine, false, TrainingListener.silent());
    }
  }

  private static String sha(Trained trained) {
    return Weights.sha256(trained.model());
  }

  static Stream<TrainingRecipe> trainings() {
    return Stream.of(
        training(5, "constant", 1, 0),
        training(5, "onecycle", 3, 0),
        training(6, "plateau:0.5:1", 1, 4));
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void aRunThatStoppedGoesOnToTheSameBits(TrainingRecipe training) throws IOException {
    Recipe recipe = recipe(training, 0.2);
    Trained whole =
        run(Session.begin(recipe, List.of("train"), folder.resolve("whole")), "simd", 2);
    Session stopped = Session.begin(recipe, List.of("train"), folder.resolve("stopped"));
    assertThatThrownBy(() -> stopAfter(stopped, 2)).hasMessage("power cut");
    Trained resumed = run(Session.resume(folder.resolve("stopped")), "scalar", 1);
    assertThat(sha(resumed)).isEqualTo(sha(whole));
    assertThat(resumed.checkpoint().variables()).isEqualTo(whole.checkpoint().variables());
    assertThat(resumed.checkpoint().history().getLast().trainLoss())
        .isEqualTo(whole.checkpoint().history().getLast().trainLoss());
    assertThat(Files.readAllLines(folder.resolve("stopped/metrics.csv")))
        .hasSize(resumed.checkpoint().epochs() + 1);
  }

  private static void stopAfter(Session session, int epochs) {
    try (Engine engine = Engine.of(Kernels.named("simd"), 1)) {
      session.train(
          engine,
          false,
          new TrainingListener() {
            @Override
            public void epoch(EpochReport report, Checkpoint checkpoint) {
              if (report.epoch() == epochs) {
                throw new IllegalStateException("power cut");
              }
            }
          });
    }
  }

  @ParameterizedTest
  @CsvSource({"scalar,1", "scalar,2", "simd,1", "simd,3"})
  void kernelsAndThreadsDoNotMatter(String kernels, int threads) throws IOException {
    Recipe recipe = recipe(training(2, "constant", 1, 0), 0);
    String here = sha(run(Session.begin(recipe, List.of(), folder.resolve("a")), "simd", 2));
    Session other = Session.begin(recipe, List.of(), folder.resolve("b"));
    assertThat(sha(run(other, kernels, threads))).isEqualTo(here);
  }

  @Test
  void aRunBeforeItsFirstCheckpointStartsOver() throws IOException {
    Recipe recipe = recipe(training(2, "constant", 1, 0), 0);
    String whole = sha(run(Session.begin(recipe, List.of(), folder.resolve("a")), "simd", 1));
    Session.begin(recipe, List.of(), folder.resolve("b"));
    assertThat(sha(run(Session.resume(folder.resolve("b")), "simd", 1))).isEqualTo(whole);
  }

  @Test
  void anotherSeedIsAnotherModel() throws IOException {
    Recipe recipe = recipe(training(1, "constant", 1, 0), 0);
    TrainingRecipe t = recipe.training();
    TrainingRecipe other =
        new TrainingRecipe(
            t.loss(),
            0,
            t.optimiser(),
            t.learningRate(),
            0,
            false,
            0,
            t.schedule(),
            1,
            16,
            8,
            1,
            1,
            0,
            false,
            0,
            0,
            0,
            false);
    String one = sha(run(Session.begin(recipe, List.of(), folder.resolve("a")), "simd", 1));
    Recipe changed = new Recipe(recipe.data(), recipe.network(), other);
    assertThat(sha(run(Session.begin(changed, List.of(), folder.resolve("b")), "simd", 1)))
        .isNotEqualTo(one);
  }

  @Test
  void anEarlierRunIsMovedAside() throws IOException {
    Recipe recipe = recipe(training(1, "constant", 1, 0), 0);
    Path out = folder.resolve("run");
    run(Session.begin(recipe, List.of(), out), "simd", 1);
    Session again = Session.begin(recipe, List.of(), out);
    assertThat(RunFolder.exists(folder.resolve("run.old1"))).isTrue();
    assertThat(again.folder().checkpoint()).isEmpty();
  }

  @Test
  void aRunKeepsItsIdAndHasAllItsSteps() throws IOException {
    Recipe recipe = recipe(training(3, "constant", 1, 0), 0.2);
    Session stopped = Session.begin(recipe, List.of("train"), folder.resolve("run"));
    String id = stopped.folder().identity().id();
    assertThatThrownBy(() -> stopAfter(stopped, 2)).hasMessage("power cut");
    Session resumed = Session.resume(folder.resolve("run"));
    Trained trained = run(resumed, "scalar", 1);
    assertThat(resumed.folder().identity().id()).isEqualTo(id);
    long steps = trained.checkpoint().steps();
    assertThat(resumed.folder().steps())
        .extracting(StepRow::step)
        .containsExactlyElementsOf(LongStream.rangeClosed(1, steps).boxed().toList());
    assertThat(resumed.folder().history()).isEqualTo(trained.checkpoint().history());
    Files.delete(folder.resolve("run/identity.json"));
    String given = resumed.folder().identity().id();
    assertThat(resumed.folder().identity().id()).isEqualTo(given).isNotEqualTo(id);
    Files.writeString(folder.resolve("run/identity.json"), "{\"id\":\"../x\"}");
    assertThatThrownBy(() -> resumed.folder().identity())
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("identity.json");
  }

  @Test
  void aFolderWithOtherFilesIsRefused() throws IOException {
    Recipe recipe = recipe(training(1, "constant", 1, 0), 0);
    assertThatThrownBy(() -> Session.begin(recipe, List.of(), folder))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            folder
                + ", the folder: expected a new or empty folder, or one with a run, found other"
                + " files. Choose another --out.");
  }

  @Test
  void dataThatChangedAreRefusedOnResume() throws IOException {
    Recipe recipe = recipe(training(1, "constant", 1, 0), 0);
    Session.begin(recipe, List.of(), folder.resolve("run"));
    Path table = folder.resolve("table.csv");
    Files.writeString(table, Files.readString(table).replace("k2", "k9"));
    assertThatThrownBy(() -> Session.resume(folder.resolve("run")))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("expected the data that the run began with (digest ")
        .hasMessageEndingWith("Restore the data, or begin a new run.");
  }

  @Test
  void thePredictorAgreesWithTheScoring() throws IOException {
    Recipe recipe = recipe(training(3, "constant", 1, 0), 0);
    Session session = Session.begin(recipe, List.of(), folder.resolve("run"));
    Trained trained = run(session, "simd", 1);
    Predictor predictor = Predictor.open(folder.resolve("run"));
    for (int row = 0; row < session.data().test().size(); row++) {
      float[] outputs = predictor.predict(session.data().test().example(row)).outputs();
      for (int k = 0; k < outputs.length; k++) {
        assertThat((double) outputs[k])
            .isEqualTo(trained.test().orElseThrow().outputs().at().value(row, k));
      }
    }
  }

  @Test
  void manyThreadsMayPredictAtOnce() throws IOException {
    Recipe recipe = recipe(training(1, "constant", 1, 0), 0);
    Session session = Session.begin(recipe, List.of(), folder.resolve("run"));
    run(session, "simd", 1);
    Predictor predictor = Predictor.open(folder.resolve("run"));
    float[] example = session.data().test().example(0);
    float[] alone = predictor.predict(example).values();
    assertThat(
            Stream.generate(() -> example)
                .limit(200)
                .parallel()
                .map(x -> predictor.predict(x).values())
                .toList())
        .allSatisfy(values -> assertThat(values).containsExactly(alone));
  }
}
