package gradus.web.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import gradus.nn.run.Predictor;
import gradus.web.inference.Asking.Said;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainTest {

  @TempDir private Path folder;

  @Test
  void tellsTheGradientOfTheWinningLogitByTheInputAsItIsSent() throws Exception {
    Path run = Runs.flowers(folder.resolve("iris"), 3);
    Predictor local = Predictor.open(run);
    float[] row = {5.1f, 3.5f, 1.4f, 0.2f};
    try (Asking ask = Asking.of(run)) {
      Said said =
          ask.post(
              "/v2/models/iris/explain", Asking.rows("x", "[2,4]", "[5.1,3.5,1.4,0.2,6,3,4,1]"));
      assertThat(said.status()).as(said.body().toString()).isEqualTo(200);
      float[] logits = local.predict(row).outputs();
      int winner =
          IntStream.range(0, 3).reduce((a, b) -> logits[b] > logits[a] ? b : a).orElseThrow();
      assertThat(said.output("explained").path("data").get(0).asInt()).isEqualTo(winner);
      assertThat(said.floats("explained_logit")[0]).isEqualTo(logits[winner]);
      float[] gradient = said.floats("gradient");
      assertThat(gradient).hasSize(8);
      for (int i = 0; i < 4; i++) {
        assertThat((double) gradient[i]).isCloseTo(slope(local, row, i, winner), within(2e-3));
      }
      assertThat(said.body().path("parameters").path("derivation").asString())
          .contains("The Jacobian of linear2", "BACKWARD", "x");
      assertThat(said.floats("prediction")).hasSize(6);
      assertThat(said.body().path("outputs").size()).isEqualTo(6);
    }
  }

  private static double slope(Predictor local, float[] row, int i, int of) {
    float h = 0.01f;
    float[] up = row.clone();
    float[] down = row.clone();
    up[i] += h;
    down[i] -= h;
    double rise = local.predict(up).outputs()[of] - (double) local.predict(down).outputs()[of];
    return rise / (up[i] - (double) down[i]);
  }

  @Test
  void explainsTheLogitThatIsAskedForAndSaysWhatItCannot() throws Exception {
    Path run = Runs.flowers(folder.resolve("iris"), 3);
    Path add = Runs.graph(folder.resolve("add.onnx"), List.of("a", "b"), "Add a b y");
    String rows = Asking.rows("x", "[1,4]", "[5.1,3.5,1.4,0.2]");
    try (Asking ask = Asking.of(run, add)) {
      Said second =
          ask.post(
              "/v2/models/iris/explain",
              "{\"parameters\":{\"of\":1,\"derivation\":false}," + rows.substring(1));
      assertThat(second.output("explained").path("data").get(0).asInt()).isEqualTo(1);
      assertThat(second.body().has("parameters")).isFalse();
      Said none =
          ask.post("/v2/models/iris/explain", "{\"parameters\":{\"of\":3}," + rows.substring(1));
      assertThat(none.error())
          .isEqualTo(
              "explain: expected at most 64 rows and \"of\" from 0 to 2, found 1 rows and 3. Ask"
                  + " for less.");
      Said graph =
          ask.post(
              "/v2/models/add/explain",
              "{\"inputs\":[{\"name\":\"a\",\"datatype\":\"FP32\",\"shape\":[1,3],\"data\":[1,2,3]},{\"name\":\"b\",\"datatype\":\"FP32\",\"shape\":[1,3],\"data\":[1,2,3]}]}");
      assertThat(graph.status()).isEqualTo(501);
    }
  }
}
