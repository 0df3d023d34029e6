package gradus.web.inference;

import static org.assertj.core.api.Assertions.assertThat;

import gradus.web.inference.Asking.Said;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Models of integers that Gradus holds in wider ones, served as what they are.
class PixelsTest {

  private static final int UINT8 = 2;
  private static final int UINT64 = 13;

  @TempDir private Path folder;

  private Path doubled(int type) throws java.io.IOException {
    return Runs.graph(folder.resolve("twice.onnx"), type, List.of("a"), "Add a a y");
  }

  private static String request(String datatype, String data) {
    return "{\"inputs\":[{\"name\":\"a\",\"datatype\":\"%s\",\"shape\":[1,3],\"data\":%s}]}"
        .formatted(datatype, data);
  }

  private static Said ask(Asking ask, String datatype, String data) throws Exception {
    return ask.post("/v2/models/twice/infer", request(datatype, data));
  }

  @Test
  void bytesAreAskedForAndGiven() throws Exception {
    try (Asking ask = Asking.of(doubled(UINT8))) {
      Said about = ask.get("/v2/models/twice");
      assertThat(about.body().path("inputs").toString())
          .isEqualTo("[{\"name\":\"a\",\"datatype\":\"UINT8\",\"shape\":[-1,3]}]");
      assertThat(about.body().path("outputs").toString())
          .isEqualTo("[{\"name\":\"y\",\"datatype\":\"UINT8\",\"shape\":[-1,3]}]");
      Said said = ask(ask, "UINT8", "[1,127,200]");
      assertThat(said.status()).as(said.body().toString()).isEqualTo(200);
      assertThat(said.output("y").path("datatype").asString()).isEqualTo("UINT8");
      // 400 does not fit, and is 144
      assertThat(said.output("y").path("data").toString()).isEqualTo("[2,254,144]");
    }
  }

  @Test
  void whatIsNoByteIsRefused() throws Exception {
    try (Asking ask = Asking.of(doubled(UINT8))) {
      Said large = ask(ask, "UINT8", "[1,2,256]");
      assertThat(large.status()).isEqualTo(400);
      assertThat(large.error())
          .isEqualTo(
              "Input \"a\", data: expected whole numbers in the range of UINT8, found 256. Send its"
                  + " elements row by row.");
      for (String wider : List.of("INT32", "INT8", "UINT16", "FP32", "BOOL")) {
        assertThat(ask(ask, wider, "[1,2,3]").status()).as(wider).isEqualTo(400);
      }
    }
  }

  @Test
  void binaryTensorsTakeOneByteAnElement() throws Exception {
    String json =
        "{\"inputs\":[{\"name\":\"a\",\"datatype\":\"UINT8\",\"shape\":[2,3],\"parameters\":{\"binary_data_size\":6}}],"
            + "\"parameters\":{\"binary_data_output\":true}}";
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(json.getBytes(StandardCharsets.UTF_8));
    body.writeBytes(new byte[] {0, 1, 100, (byte) 128, (byte) 200, (byte) 255});
    try (Asking ask = Asking.of(doubled(UINT8))) {
      Said said = ask.post("/v2/models/twice/infer", body.toByteArray(), json.length());
      assertThat(said.status()).as(said.body().toString()).isEqualTo(200);
      assertThat(said.output("y").path("parameters").path("binary_data_size").asInt()).isEqualTo(6);
      byte[] all = said.response().body();
      assertThat(Arrays.copyOfRange(all, all.length - 6, all.length))
          .containsExactly(0, 2, 200, 0, 144, 254);
    }
  }

  @Test
  void numbersOf64BitsWithoutASign() throws Exception {
    try (Asking ask = Asking.of(doubled(UINT64))) {
      Said said = ask(ask, "UINT64", "[1,9223372036854775807,9223372036854775809]");
      assertThat(said.status()).as(said.body().toString()).isEqualTo(200);
      assertThat(said.output("y").path("data").toString()).isEqualTo("[2,18446744073709551614,2]");
      for (String wrong : List.of("18446744073709551616", "-1", "-9223372036854775809")) {
        assertThat(ask(ask, "UINT64", "[1,2,%s]".formatted(wrong)).status()).isEqualTo(400);
      }
    }
  }

  /// A trial with zeros alone would not show that rows are mixed.
  @Test
  void rowsOfBytesAreKeptApartWhereAModelMixesThem() throws Exception {
    Path mixing =
        Runs.graph(folder.resolve("mix.onnx"), UINT8, List.of("a"), "ReduceMax a m", "Sub m a y");
    assertThat(ModelFiles.read(mixing).joinsRows()).isFalse();
    assertThat(ModelFiles.read(doubled(UINT8)).joinsRows()).isTrue();
  }
}
