package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// `gradus serve` and `gradus predict --url`, as they are typed.
class ServeCommandTest extends TypedCommands {

  private String trained() throws IOException {
    StringBuilder text = new StringBuilder("a,b,kind\n");
    for (int i = 0; i < 60; i++) {
      text.append(i % 7).append(',').append(i % 5).append(",k").append(i % 2).append('\n');
    }
    String run = folder.resolve("run").toString();
    Said said =
        gradus(
            "train",
            "mlp",
            "--data",
            "csv:" + file("t.csv", text.toString()),
            "--epochs",
            "1",
            "--out",
            run);
    assertThat(said.code()).as(said.err()).isZero();
    return run;
  }

  @Test
  void servesUntilItIsStoppedAndFinishesThen() throws Exception {
    String run = trained();
    Path log = folder.resolve("access.log");
    Process server =
        OtherProcess.start(
            List.of("serve", "net=" + run, "--port", "0", "--access-log", log.toString()));
    try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      while (line != null && !line.startsWith("serving ")) {
        line = out.readLine();
      }
      assertThat(line).startsWith("serving net (version 1) at http://localhost:");
      String url = line.replaceFirst(".* at (http://[^/]+)/.*", "$1");
      Said there = gradus("predict", "--url", url, "--model", "net", "--values", "1,2", "--json");
      assertThat(there.code()).as(there.err()).isZero();
      Said here = gradus("predict", run, "--values", "1,2", "--json");
      assertThat(there.lastLine().get("prediction")).isEqualTo(here.lastLine().get("prediction"));
      Said table =
          gradus(
              "predict",
              "--url",
              url,
              "--model",
              "net",
              "--data",
              "csv:" + folder.resolve("t.csv"),
              "--limit",
              "3");
      assertThat(table.out()).contains("example", "prediction", "truth");
      Said wrong = gradus("predict", "--url", url, "--model", "none", "--values", "1,2");
      assertThat(wrong.code()).isEqualTo(2);
      assertThat(wrong.err()).contains("answered 404: The address: expected a model of [net]");
      server.toHandle().destroy();
      assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      server.destroyForcibly();
    }
    assertThat(Files.readString(log)).contains("\"path\":\"/v2/models/net/infer\",\"status\":200");
  }

  @Test
  void saysWhatItNeeds() throws Exception {
    String run = trained();
    Said nothing = gradus("serve", folder.resolve("none").toString());
    assertThat(nothing.code()).isEqualTo(2);
    assertThat(nothing.err()).contains("expected the folder of a run or a file of ONNX");
    Said open = gradus("serve", run, "--bind", "0.0.0.0", "--port", "0");
    assertThat(open.code()).isEqualTo(2);
    assertThat(open.err()).contains("Give --api-key-file FILE, or say --open-to-all");
    assertThat(gradus("serve", run, "--batch-size", "0").err())
        .contains("--batch-size 0: expected 1 to 65536, found 0");
    assertThat(gradus("serve", run, "--tls-cert", "c.pem").err())
        .contains("expected both or neither");
    assertThat(gradus("predict").err())
        .contains("expected the folder of a run, model.onnx or --url, found none");
    assertThat(gradus("predict", "--url", "http://localhost:1", "--values", "1").err())
        .contains("expected --model, found none");
    Said nobody = gradus("predict", "--url", "http://localhost:1", "--model", "m", "--values", "1");
    assertThat(nobody.code()).isEqualTo(1);
    assertThat(nobody.err()).contains("http://localhost:1/: no answer");
  }
}
