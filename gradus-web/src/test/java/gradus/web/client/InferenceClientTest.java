package gradus.web.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gradus.nn.run.Predictor;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.web.http.ApiKey;
import gradus.web.http.HttpOptions;
import gradus.web.http.HttpProblem;
import gradus.web.inference.Datatype;
import gradus.web.inference.InferenceOptions;
import gradus.web.inference.InferenceServer;
import gradus.web.inference.ModelChoice;
import gradus.web.inference.Runs;
import gradus.web.inference.TensorSpec;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferenceClientTest {

  private static final String KEY = "0123456789abcdef0123456789abcdef";

  @TempDir private Path folder;

  private InferenceServer server(Path run, Optional<ApiKey> key) {
    return InferenceServer.start(
        List.of(ModelChoice.parse(run.toString())),
        HttpOptions.standard().withKey(key),
        InferenceOptions.standard(),
        _ -> {});
  }

  @Test
  void asksInTenLinesAndLosesNoBit() {
    Path run = Runs.flowers(folder.resolve("iris"), 3);
    float[] row = {5.1f, Float.MIN_VALUE, -0f, Float.NaN};
    Predictor.Prediction local = Predictor.open(run).predict(row);
    try (InferenceServer server = server(run, Optional.empty());
        InferenceClient client = InferenceClient.at(server.uri())) {
      Answer answer = client.infer("iris", Map.of("x", Tensor.of(Shape.of(1, 4), row)));
      assertThat(answer.tensor("prediction")).isEqualTo(Tensor.of(Shape.of(1, 3), local.values()));
      assertThat(answer.tensor("logits")).isEqualTo(Tensor.of(Shape.of(1, 3), local.outputs()));
      assertThat(answer.words("class")).hasSize(1);
      assertThat(client.isReady()).isTrue();
      assertThat(client.model("iris").inputs())
          .containsExactly(new TensorSpec("x", Datatype.FP32, List.of(-1L, 4L)));
      Tensor rows = Tensor.of(Shape.of(2, 4), 1f, 2, 3, 4, 5, 6, 7, 8);
      Answer explained = client.explain("iris", Map.of("x", rows));
      assertThat(explained.tensor("gradient").shape()).isEqualTo(Shape.of(2, 4));
      assertThat(explained.derivation()).contains("Jacobian");
      assertThatThrownBy(() -> answer.tensor("none"))
          .hasMessageStartingWith("answer.tensor(\"none\"): expected one of ");
    }
  }

  @Test
  void saysWhatTheServerSays() {
    Path run = Runs.flowers(folder.resolve("iris"), 3);
    Tensor five = Tensor.of(Shape.of(1, 5), 1f, 2, 3, 4, 5);
    try (InferenceServer server = server(run, Optional.of(ApiKey.of("test", KEY)));
        InferenceClient client = InferenceClient.at(server.uri())) {
      assertThat(client.isReady()).isTrue();
      assertThatThrownBy(() -> client.model("iris"))
          .isInstanceOfSatisfying(
              HttpProblem.class, problem -> assertThat(problem.status()).isEqualTo(401));
      InferenceClient known = client.withKey(KEY + "\n");
      assertThat(known.model("iris").versions()).containsExactly("1");
      assertThatThrownBy(() -> known.infer("iris", "1", Map.of("x", five)))
          .hasMessageEndingWith(
              "answered 400: Input \"x\", shape: expected [-1, 4], where -1 is any size, found [1,"
                  + " 5]. Reshape the data.");
    }
    assertThatThrownBy(() -> InferenceClient.at(URI.create("localhost:8080")))
        .isInstanceOf(IllegalArgumentException.class);
    try (InferenceClient nobody = InferenceClient.at(URI.create("http://localhost:1"))) {
      assertThatThrownBy(() -> nobody.model("iris")).isInstanceOf(UncheckedIOException.class);
    }
  }
}
