package gradus.web.inference;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.web.http.RawRequest;
import gradus.web.inference.Asking.Said;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Requests that are wrong, hostile or broken off; after each the server answers as before.
class FaultsTest {

  @TempDir private static Path folder;
  private static Asking ask;

  @BeforeAll
  static void start() {
    ask =
        Asking.of(
            InferenceOptions.standard().withMostRows(100), Runs.flowers(folder.resolve("iris"), 3));
  }

  @AfterAll
  static void stop() {
    ask.close();
  }

  private static void stillAnswers() throws IOException, InterruptedException {
    Said said = ask.post("/v2/models/iris/infer", Asking.rows("x", "[1,4]", "[1,2,3,4]"));
    assertThat(said.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ | expected JSON that fits this address",
        "[] | line 1, column 1: expected an object, found START_ARRAY",
        "{} | The field inputs: expected the input \"x\", found none. Send all inputs that the"
            + " model's metadata name.",
        "{\"inputs\":[]} | expected the input \"x\", found none",
        "{\"inputs\":7} | expected an array of inputs, found VALUE_NUMBER_INT",
        "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[1,2,3,NaN]}]}"
            + " | expected JSON that fits this address",
        "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[1,2,3,1e39]}]}"
            + " | Input \"x\", data: expected numbers in the range of FP32, found 1e39. Send its"
            + " elements row by row.",
        "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[1,2,3,\"4\"]}]}"
            + " | expected numbers, found 4",
        "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[1,2,3]}]} |"
            + " expected 4 elements for the shape [1, 4], found 3",
        "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[1,2,3,4,5]}]}"
            + " | expected 4 elements for the shape [1, 4], found more",
        "{\"inputs\":[{\"name\":\"x\",\"shape\":[2,4],\"datatype\":\"FP32\",\"data\":[[1,2,3],[4,5,6,7,8]]}]}"
            + " | expected 4 parts on axis 1 for the shape [2, 4], found 3",
        "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[[[1,2,3,4]]]}]}"
            + " | expected at most 2 levels of arrays, found more",
        "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[1,[2,3,4]]}]}"
            + " | expected arrays nested as the shape says",
        "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP64\",\"data\":[1,2,3,4]}]} |"
            + " Input \"x\", datatype: expected FP32 or one that it holds exactly, found FP64."
            + " Convert the data.",
        "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"UINT8\",\"data\":[1,2,3,256]}]}"
            + " | expected whole numbers in the range of UINT8, found 256",
        "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"INT8\",\"data\":[1,2,3,99999999999999999999]}]}"
            + " | expected whole numbers in the range of INT8",
        "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,5],\"datatype\":\"FP32\",\"data\":[1,2,3,4,5]}]}"
            + " | Input \"x\", shape: expected [-1, 4], where -1 is any size, found [1, 5]. Reshape"
            + " the data.",
        "{\"inputs\":[{\"name\":\"x\",\"shape\":[4],\"datatype\":\"FP32\",\"data\":[1,2,3,4]}]} |"
            + " expected [-1, 4], where -1 is any size, found [4]",
        "{\"inputs\":[{\"name\":\"x\",\"shape\":[0,4],\"datatype\":\"FP32\",\"data\":[]}]} |"
            + " expected 1 to 100 rows and no empty axis, found [0, 4]",
        "{\"inputs\":[{\"name\":\"x\",\"shape\":[-1,4],\"datatype\":\"FP32\",\"data\":[]}]} |"
            + " expected 1 to 100 rows",
        "{\"inputs\":[{\"name\":\"x\",\"shape\":[101,4],\"datatype\":\"FP32\",\"data\":[]}]} |"
            + " expected 1 to 100 rows and no empty axis, found [101, 4]",
        "{\"inputs\":[{\"name\":\"x\",\"shape\":[4611686018427387904,4],\"datatype\":\"FP32\",\"data\":[]}]}"
            + " | expected 1 to 100 rows",
        "{\"inputs\":[{\"name\":\"x\",\"shape\":[99999999999999999999999,4],\"datatype\":\"FP32\",\"data\":[]}]}"
            + " | expected at most 32 whole numbers of 64 bits as a shape",
        "{\"inputs\":[{\"name\":\"y\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[1,2,3,4]}]} |"
            + " Input \"y\": expected one of [x], found none of that name",
        "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP32\"}]} | Input \"x\":"
            + " expected the field data, found none",
        "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":16}}]}"
            + " | binary_data_size: expected 16 bytes for FP32[1, 4], all in the body, found 16"
            + " with 0 left",
        "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[1,2,3,4]}]}"
            + " {} | expected one JSON object, found more after it",
        "{\"parameters\":{\"timeout\":-5},\"inputs\":[{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[1,2,3,4]}]}"
            + " | The parameter timeout: expected microseconds, 1 or more, found -5",
        "{\"outputs\":[{\"name\":\"none\"}],\"inputs\":[{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":[1,2,3,4]}]}"
            + " | Output \"none\": expected one of [prediction, logits, class], found none of that"
            + " name",
        "{\"id\":\"a\",\"id\":\"b\"} | expected JSON that fits this address"
      })
  void wrongRequestsAreToldWhatIsWrong(String body, String error) throws Exception {
    Said said = ask.post("/v2/models/iris/infer", body);
    assertThat(said.error()).contains(error);
    assertThat(said.status()).isEqualTo(400);
    stillAnswers();
  }

  @Test
  void deepAndLongBodiesAreRefused() throws Exception {
    Said deep = ask.post("/v2/models/iris/infer", "{\"inputs\":" + "[".repeat(100_000));
    assertThat(deep.status()).isEqualTo(400);
    Said longer = ask.post("/v2/models/iris/infer", " ".repeat((16 << 20) + 1));
    assertThat(longer.status()).isEqualTo(413);
    Said head = ask.post("/v2/models/iris/infer", new byte[10], 11);
    assertThat(head.error()).contains("Inference-Header-Content-Length: expected 0 to 10");
    Said raw = ask.post("/v2/models/iris/infer", new byte[17], 0);
    assertThat(raw.error()).contains("expected rows of 16 bytes for the one input \"x\"");
    stillAnswers();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v2/models/none, 404",
    "GET, /v2/models/iris/versions/9, 404",
    "GET, /v2/models/..%2f..%2fetc, 404",
    "GET, /v2/models/iris/infer, 405",
    "GET, /v3, 404",
    "DELETE, /v2/models/iris, 405",
    "GET, /v2/models/iris/versions/1, 200",
    "GET, /v2/models/iris/versions/1/ready, 200",
    "GET, /v2/models/iris/ready, 200",
    "GET, /v2, 200",
    "GET, /v2/health/live, 200",
    "GET, /v2/health/ready, 200",
    "GET, /v2/models, 200",
    "GET, /v2/repository/index, 200",
    "GET, /openapi.json, 200"
  })
  void everyAddressAnswersWithJson(String method, String path, int status) throws Exception {
    String answer =
        RawRequest.send(
            ask.server.port(),
            "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                .formatted(method, path));
    assertThat(answer).startsWith("HTTP/1.1 " + status);
    assertThat(answer).contains("Content-Type: application/json");
  }

  @Test
  void valuesThatJsonCannotSayAreToldSoAndComeAsBinary() throws Exception {
    byte[] nan = new byte[16];
    ByteBuffer.wrap(nan).order(ByteOrder.LITTLE_ENDIAN).putFloat(Float.NaN);
    Said raw = ask.post("/v2/models/iris/infer", nan, 0);
    assertThat(raw.status()).isEqualTo(200);
    String json =
        "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,4],\"datatype\":\"FP32\",\"parameters\":{\"binary_data_size\":16}}]}";
    byte[] body = new byte[json.length() + 16];
    System.arraycopy(json.getBytes(StandardCharsets.UTF_8), 0, body, 0, json.length());
    System.arraycopy(nan, 0, body, json.length(), 16);
    Said said = ask.post("/v2/models/iris/infer", body, json.length());
    assertThat(said.status()).isEqualTo(422);
    assertThat(said.error())
        .isEqualTo(
            "Output \"prediction\": expected finite numbers, which JSON can say, found NaN. Check"
                + " the input, or ask for binary_data.");
    stillAnswers();
  }

  @Test
  void clientsThatVanishHarmNobody() throws Exception {
    byte[] whole =
        ("POST /v2/models/iris/infer HTTP/1.1\r\nHost: localhost\r\nContent-Length: 90\r\n\r\n"
                + Asking.rows("x", "[1,4]", "[1,2,3,4]"))
            .getBytes(StandardCharsets.UTF_8);
    for (int cut = 1; cut < whole.length; cut += 9) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ask.server.port())) {
        socket.setSoLinger(true, 0); // a reset, not a farewell
        socket.getOutputStream().write(whole, 0, cut);
      }
    }
    stillAnswers();
  }

  @Test
  void fullQueuesAndPassedDeadlinesAreSaid() throws Exception {
    InferenceOptions narrow =
        InferenceOptions.standard()
            .withBatches(2, Duration.ofMillis(400))
            .withQueue(1, Duration.ofSeconds(10));
    Path run = Runs.flowers(folder.resolve("narrow"), 3);
    try (Asking slow = Asking.of(narrow.withWorkers(1), run)) {
      String body = Asking.rows("x", "[2,4]", "[1,2,3,4,1,2,3,4]");
      String single = Asking.rows("x", "[1,4]", "[1,2,3,4]");
      String hasty = "{\"parameters\":{\"timeout\":50000}," + single.substring(1);
      Said late = slow.post("/v2/models/narrow/infer", hasty);
      assertThat(late.status()).isEqualTo(504);
      assertThat(late.error())
          .isEqualTo(
              "Model \"narrow\": expected the answer before the deadline, found it late. Allow more"
                  + " time, or send fewer rows.");
      List<Said> all =
          IntStream.range(0, 24)
              .mapToObj(
                  _ ->
                      CompletableFuture.supplyAsync(
                          () -> {
                            try {
                              return slow.post("/v2/models/narrow/infer", body);
                            } catch (IOException | InterruptedException e) {
                              throw new AssertionError(e);
                            }
                          },
                          java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()))
              .toList()
              .stream()
              .map(CompletableFuture::join)
              .toList();
      assertThat(all).extracting(Said::status).isSubsetOf(200, 429).contains(200);
      all.stream()
          .filter(said -> said.status() == 429)
          .forEach(
              said ->
                  assertThat(said.response().headers().firstValue("retry-after")).contains("1"));
      assertThat(slow.post("/v2/models/narrow/infer", body).status()).isEqualTo(200);
    }
  }
}
