package gradus.web.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.nn.data.AtomicFile;
import gradus.nn.run.Predictor;
import gradus.tensor.FormatException;
import gradus.web.inference.Asking.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Models whose files change while they are asked.
class ReloadTest {

  private static final float[] ROW = {5.1f, 3.5f, 1.4f, 0.2f};
  private static final String BODY = Asking.rows("x", "[1,4]", Arrays.toString(ROW));
  private static final InferenceOptions QUIET =
      InferenceOptions.standard().withWatch(Duration.ZERO);

  @TempDir private Path folder;

  private static void replace(Path run, byte[] weights) {
    AtomicFile.write(run.resolve("model.safetensors"), out -> out.write(weights));
  }

  @Test
  void newWeightsAreServedWithoutLosingARequest() throws Exception {
    Path run = Runs.flowers(folder.resolve("iris"), 1);
    Path other = Runs.flowers(folder.resolve("other"), 2);
    float[] before = Predictor.open(run).predict(ROW).values();
    float[] after = Predictor.open(other).predict(ROW).values();
    try (Asking ask = Asking.of(QUIET, run)) {
      AtomicBoolean enough = new AtomicBoolean();
      List<CompletableFuture<List<float[]>>> callers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        callers.add(CompletableFuture.supplyAsync(() -> asking(ask, enough)));
      }
      Thread.sleep(100);
      replace(run, Files.readAllBytes(other.resolve("model.safetensors")));
      ask.server.look();
      assertThat(ask.post("/v2/models/iris/infer", BODY).floats("prediction")).isEqualTo(before);
      ask.server.look(); // the same at two looks: it is whole
      assertThat(ask.post("/v2/models/iris/infer", BODY).floats("prediction")).isEqualTo(after);
      Thread.sleep(100);
      enough.set(true);
      for (CompletableFuture<List<float[]>> caller : callers) {
        assertThat(caller.get())
            .isNotEmpty()
            .allMatch(got -> Arrays.equals(got, before) || Arrays.equals(got, after));
      }
      assertThat(ask.news).hasSize(1).first().asString().startsWith("model iris version 1: read");
    }
  }

  private static List<float[]> asking(Asking ask, AtomicBoolean enough) {
    List<float[]> answers = new ArrayList<>();
    try {
      while (!enough.get()) {
        Said said = ask.post("/v2/models/iris/infer", BODY);
        assertThat(said.status()).as(said.body().toString()).isEqualTo(200);
        answers.add(said.floats("prediction"));
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
    return answers;
  }

  @Test
  void brokenFilesLeaveTheOldVersionAndAreSaid() throws Exception {
    Path run = Runs.flowers(folder.resolve("iris"), 1);
    float[] before = Predictor.open(run).predict(ROW).values();
    byte[] good = Files.readAllBytes(run.resolve("model.safetensors"));
    try (Asking ask = Asking.of(QUIET, run)) {
      replace(run, Arrays.copyOf(good, good.length / 2));
      ask.server.look();
      ask.server.look();
      ask.server.look();
      assertThat(ask.post("/v2/models/iris/infer", BODY).floats("prediction")).isEqualTo(before);
      assertThat(ask.news)
          .hasSize(1)
          .first()
          .asString()
          .startsWith("model iris version 1: the new files are refused, the old version stays: ");
      assertThat(ask.get("/v2/repository/index").body().get(0).path("reason").asString())
          .contains("model.safetensors");
      replace(run, good);
      ask.server.look();
      ask.server.look();
      assertThat(ask.get("/v2/repository/index").body().get(0).path("reason").asString()).isEmpty();
    }
  }

  @Test
  void numberedFoldersAreVersionsThatComeAndGo() throws Exception {
    Path all = Files.createDirectory(folder.resolve("iris"));
    Path two = Runs.flowers(all.resolve("2"), 2);
    Path ten = Runs.flowers(folder.resolve("new"), 10);
    try (Asking ask = Asking.of(QUIET, all)) {
      assertThat(ask.post("/v2/models/iris/infer", BODY).floats("prediction"))
          .isEqualTo(Predictor.open(two).predict(ROW).values());
      float[] expected = Predictor.open(ten).predict(ROW).values();
      Files.move(ten, all.resolve("10"));
      ask.server.look();
      ask.server.look();
      assertThat(ask.get("/v2/models/iris").body().path("versions").toString())
          .isEqualTo("[\"2\",\"10\"]");
      Said newest = ask.post("/v2/models/iris/infer", BODY);
      assertThat(newest.body().path("model_version").asString()).isEqualTo("10");
      assertThat(newest.floats("prediction")).isEqualTo(expected);
      assertThat(ask.post("/v2/models/iris/versions/2/infer", BODY).status()).isEqualTo(200);
      Files.move(two, folder.resolve("away"));
      ask.server.look();
      ask.server.look();
      ask.server.look();
      assertThat(ask.post("/v2/models/iris/versions/2/infer", BODY).status()).isEqualTo(404);
      assertThat(ask.post("/v2/models/iris/infer", BODY).status()).isEqualTo(200);
    }
  }

  @Test
  void namesAndPlacesAreChecked() throws Exception {
    Path run = Runs.flowers(folder.resolve("iris"), 1);
    assertThat(ModelChoice.parse("a:2=" + run).version()).contains("2");
    assertThatThrownBy(() -> ModelChoice.parse("nowhere.onnx"))
        .hasMessage(
            "serve nowhere.onnx: expected the folder of a run or a file of ONNX, found nothing at"
                + " nowhere.onnx. Give PATH, NAME=PATH or NAME:VERSION=PATH.");
    assertThatThrownBy(() -> Asking.of(QUIET, "a=" + run, "a=" + run))
        .hasMessageStartingWith("serve: expected one model for each name and version, found ");
    Path text = Files.writeString(folder.resolve("text.onnx"), "no model");
    assertThatThrownBy(() -> Asking.of(QUIET, text)).isInstanceOf(FormatException.class);
  }
}
