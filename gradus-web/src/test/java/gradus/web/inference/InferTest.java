package gradus.web.inference;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.nn.data.Standardiser.Moments;
import gradus.nn.loss.Head;
import gradus.nn.rewrite.Model;
import gradus.nn.run.Predictor;
import gradus.onnx.network.OnnxNetwork;
import gradus.onnx.read.OnnxModel;
import gradus.web.inference.Asking.Said;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Answers over real HTTP, held against the same model asked in this process.
class InferTest {

  private static final Moments IDENTITY = new Moments(List.of(0.0), List.of(1.0));

  @TempDir private Path folder;

  @Test
  void answersWithTheBitsOfTheModelAndTheClassByName() throws Exception {
    Path run = Runs.flowers(folder.resolve("iris"), 3);
    float[] row = {5.1f, 3.5f, 1.4f, 0.2f};
    Predictor.Prediction local = Predictor.open(run).predict(row);
    try (Asking ask = Asking.of(run)) {
      for (String data : List.of("[5.1,3.5,1.4,0.2]", "[[5.1,3.5,1.4,0.2]]")) {
        Said said = ask.post("/v2/models/iris/infer", Asking.rows("x", "[1,4]", data));
        assertThat(said.status()).as(said.body().toString()).isEqualTo(200);
        assertThat(said.floats("prediction")).isEqualTo(local.values());
        assertThat(said.floats("logits")).isEqualTo(local.outputs());
        assertThat(said.output("class").path("data").get(0).asString())
            .isEqualTo(Runs.FLOWERS.names().get(best(local.values())));
        assertThat(said.output("prediction").path("shape").toString()).isEqualTo("[1,3]");
        assertThat(said.body().path("model_name").asString()).isEqualTo("iris");
        assertThat(said.body().path("model_version").asString()).isEqualTo("1");
      }
    }
  }

  private static int best(float[] values) {
    return IntStream.range(0, values.length)
        .reduce((a, b) -> values[b] > values[a] ? b : a)
        .orElseThrow();
  }

  @Test
  void readsFloatsWithoutRoundingTwice() throws Exception {
    Path run = Runs.run(folder.resolve("m"), new Head.Real(List.of("y")), 3, IDENTITY);
    // between two floats, so near the middle that a double on the way would round it up
    String hard = "1.00000017881393432617187499";
    float[] row = {Float.parseFloat(hard), 0, 0, 0};
    assertThat(row[0]).isNotEqualTo((float) Double.parseDouble(hard));
    float[] local = Predictor.open(run).predict(row).values();
    try (Asking ask = Asking.of(run)) {
      Said said = ask.post("/v2/models/m/infer", Asking.rows("x", "[1,4]", "[" + hard + ",0,0,0]"));
      assertThat(said.floats("prediction")).isEqualTo(local);
    }
  }

  @Test
  void answersTheSameBitsAloneAndAmongOthers() throws Exception {
    Path run = Runs.flowers(folder.resolve("iris"), 5);
    Predictor local = Predictor.open(run);
    Random random = new Random(7);
    InferenceOptions slow =
        InferenceOptions.standard().withBatches(64, java.time.Duration.ofMillis(20));
    try (Asking ask = Asking.of(slow, run)) {
      List<CompletableFuture<Void>> all =
          IntStream.range(0, 60)
              .mapToObj(
                  i -> {
                    float[] rows = new float[4 * (1 + i % 7)];
                    IntStream.range(0, rows.length)
                        .forEach(at -> rows[at] = random.nextFloat() * 8);
                    return CompletableFuture.runAsync(() -> check(ask, local, rows));
                  })
              .toList();
      CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get();
      String metrics = new String(ask.get("/metrics").response().body(), StandardCharsets.UTF_8);
      double sum = value(metrics, "gradus_batch_rows_sum{model=\"iris\"}");
      double batches = value(metrics, "gradus_batch_rows_count{model=\"iris\"}");
      assertThat(sum).isEqualTo(IntStream.range(0, 60).map(i -> 1 + i % 7).sum());
      assertThat(batches).as("requests were computed together").isLessThan(60);
      assertThat(metrics)
          .contains("jvm_memory_used_bytes", "gradus_request_duration_seconds_bucket");
    }
  }

  private static double value(String metrics, String name) {
    return metrics
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " in\n" + metrics));
  }

  private static void check(Asking ask, Predictor local, float[] rows) {
    try {
      int n = rows.length / 4;
      Said said =
          ask.post(
              "/v2/models/iris/infer",
              Asking.rows("x", "[%d,4]".formatted(n), Arrays.toString(rows)));
      float[] got = said.floats("prediction");
      for (int row = 0; row < n; row++) {
        assertThat(Arrays.copyOfRange(got, 3 * row, 3 * row + 3))
            .isEqualTo(local.predict(Arrays.copyOfRange(rows, 4 * row, 4 * row + 4)).values());
      }
    } catch (java.io.IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void servesOnnxUnderTheNamesOfTheFile() throws Exception {
    Path file = Runs.onnx(folder.resolve("net.onnx"), 4);
    OnnxModel read = OnnxModel.read(file);
    Model model = OnnxNetwork.of(read).model();
    String input = read.inputs().getFirst().name();
    String output = read.outputs().getFirst().name();
    float[] row = new float[36];
    IntStream.range(0, 36).forEach(i -> row[i] = (float) Math.sin(i));
    float[] local =
        new Predictor(
                model.network(), model.head(), gradus.nn.data.Preparation.none(), model.values())
            .predict(row)
            .outputs();
    try (Asking ask = Asking.of("net:7=" + file)) {
      Said about = ask.get("/v2/models/net");
      assertThat(about.body().path("platform").asString()).isEqualTo("onnx_onnxv1");
      assertThat(about.body().path("inputs").toString())
          .isEqualTo(
              "[{\"name\":\"%s\",\"datatype\":\"FP32\",\"shape\":[-1,1,6,6]}]".formatted(input));
      Said said =
          ask.post(
              "/v2/models/net/versions/7/infer",
              Asking.rows(input, "[1,1,6,6]", Arrays.toString(row)));
      assertThat(said.status()).as(said.body().toString()).isEqualTo(200);
      assertThat(said.floats(output)).isEqualTo(local);
    }
  }

  @Test
  void servesModelsOfSeveralInputsWhateverTheOrderOfFields() throws Exception {
    Path add = Runs.graph(folder.resolve("add.onnx"), List.of("a", "b"), "Add a b y");
    try (Asking ask = Asking.of(add)) {
      String body =
          "{\"id\":\"42\",\"inputs\":["
              + "{\"name\":\"b\",\"datatype\":\"FP32\",\"shape\":[2,3],\"data\":[1,2,3,4,5,6]},"
              + "{\"data\":[[10,20,30],[40,50,60]],\"shape\":[2,3],\"name\":\"a\",\"datatype\":\"INT16\"}],"
              + "\"outputs\":[{\"name\":\"y\"}]}";
      Said said = ask.post("/v2/models/add/infer", body);
      assertThat(said.status()).as(said.body().toString()).isEqualTo(200);
      assertThat(said.floats("y")).containsExactly(11, 22, 33, 44, 55, 66);
      assertThat(said.body().path("id").asString()).isEqualTo("42");
    }
  }

  @Test
  void keepsTheRowsOfCallersApartWhereAModelMixesThem() throws Exception {
    Path mixing =
        Runs.graph(folder.resolve("mix.onnx"), List.of("a"), "ReduceMean a m", "Sub a m y");
    Path apart = Runs.graph(folder.resolve("apart.onnx"), List.of("a"), "Relu a y");
    assertThat(ModelFiles.read(mixing).joinsRows()).isFalse();
    assertThat(ModelFiles.read(apart).joinsRows()).isTrue();
    InferenceOptions slow =
        InferenceOptions.standard().withBatches(64, java.time.Duration.ofMillis(50));
    try (Asking ask = Asking.of(slow, mixing)) {
      CompletableFuture<float[]> first = asked(ask, "[3,0,0]");
      CompletableFuture<float[]> second = asked(ask, "[300,0,0]");
      assertThat(first.get()).containsExactly(2, -1, -1);
      assertThat(second.get()).containsExactly(200, -100, -100);
    }
  }

  private static CompletableFuture<float[]> asked(Asking ask, String data) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return ask.post("/v2/models/mix/infer", Asking.rows("a", "[1,3]", data)).floats("y");
          } catch (java.io.IOException | InterruptedException e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void takesAndGivesBinaryTensors() throws Exception {
    Path run = Runs.flowers(folder.resolve("iris"), 6);
    float[] row = {1, Float.MIN_VALUE, -0f, 3};
    float[] local = Predictor.open(run).predict(row).values();
    String json =
        "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":16}}],"
            + "\"outputs\":[{\"name\":\"prediction\",\"parameters\":{\"binary_data\":true}},{\"name\":\"class\"}]}";
    try (Asking ask = Asking.of(run)) {
      Said said = ask.post("/v2/models/iris/infer", body(json, row), json.length());
      assertThat(said.status()).as(said.body().toString()).isEqualTo(200);
      byte[] all = said.response().body();
      float[] got = new float[3];
      ByteBuffer.wrap(all, all.length - 12, 12)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .get(got);
      assertThat(got).isEqualTo(local);
      assertThat(said.output("prediction").path("parameters").path("binary_data_size").asInt())
          .isEqualTo(12);
      assertThat(said.output("class").path("data").size()).isEqualTo(1);
      Said raw = ask.post("/v2/models/iris/infer", body("", row), 0);
      assertThat(raw.status()).isEqualTo(200);
      assertThat(raw.output("prediction").path("parameters").path("binary_data_size").asInt())
          .isEqualTo(12);
      assertThat(raw.output("class").path("datatype").asString()).isEqualTo("BYTES");
    }
  }

  private static byte[] body(String json, float... values) {
    ByteBuffer body =
        ByteBuffer.allocate(json.length() + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    body.put(json.getBytes(StandardCharsets.UTF_8));
    for (float value : values) {
      body.putFloat(value);
    }
    return body.array();
  }

  @Test
  void tellsRealTargetsInTheirOwnUnitsAndTwoOutcomesByName() throws Exception {
    Path real =
        Runs.run(
            folder.resolve("price"),
            new Head.Real(List.of("price")),
            8,
            new Moments(List.of(100.0), List.of(25.0)));
    Path binary =
        Runs.run(folder.resolve("ill"), new Head.Binary(List.of("no", "yes")), 9, IDENTITY);
    float[] row = {5.1f, 3.5f, 1.4f, 0.2f};
    String body = Asking.rows("x", "[1,4]", "[5.1,3.5,1.4,0.2]");
    try (Asking ask = Asking.of(real, binary)) {
      Said price = ask.post("/v2/models/price/infer", body);
      assertThat(price.floats("prediction")).isEqualTo(Predictor.open(real).predict(row).values());
      assertThat(price.body().path("outputs").size()).isEqualTo(1);
      Predictor.Prediction local = Predictor.open(binary).predict(row);
      Said ill = ask.post("/v2/models/ill/infer", body);
      assertThat(ill.output("class").path("data").get(0).asString())
          .isEqualTo(local.outputs()[0] > 0 ? "yes" : "no");
    }
  }
}
