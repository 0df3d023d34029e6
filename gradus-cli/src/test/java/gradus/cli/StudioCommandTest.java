package gradus.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// `gradus studio` as it is typed: modules open less than tests do.
class StudioCommandTest extends TypedCommands {

  private static final Map<String, String> QUESTIONS =
      Map.of(
          "claim", "{\"claim\":\"d/da softplus(a) = sigmoid(a)\"}",
          "network", "{\"builtIn\":\"lenet\"}",
          "lint", "{\"builtIn\":\"mlp\"}");

  @Test
  void answersWhatItsPageAsks() throws Exception {
    Process studio =
        OtherProcess.ofModules(
            List.of("studio", "--no-open", "--store", folder.resolve("runs.db").toString()));
    try (BufferedReader out = studio.inputReader(StandardCharsets.UTF_8);
        HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
      StringBuilder said = new StringBuilder();
      String line = out.readLine();
      while (line != null && !line.startsWith("studio ")) {
        said.append(line).append('\n');
        line = out.readLine();
      }
      assertThat(line).as("an address in: %s", said).isNotNull();
      URI page = URI.create(line.replaceFirst("studio +", ""));
      assertThat(get(client, page).statusCode()).isEqualTo(200);
      assertThat(get(client, page.resolve("/api/runs")).body()).isEqualTo("[]");
      String csrf =
          new JsonMapper()
              .readTree(get(client, page.resolve("/api/session")).body())
              .path("csrf")
              .asString();
      for (Map.Entry<String, String> question : QUESTIONS.entrySet()) {
        HttpResponse<String> answer =
            client.send(
                HttpRequest.newBuilder(page.resolve("/api/" + question.getKey()))
                    .header("Content-Type", "application/json")
                    .header("Origin", "http://127.0.0.1:" + page.getPort())
                    .header("X-Gradus-Csrf", csrf)
                    .POST(BodyPublishers.ofString(question.getValue()))
                    .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode())
            .as("%s: %s", question.getKey(), answer.body())
            .isEqualTo(200);
      }
    } finally {
      studio.destroy();
      assertThat(studio.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static HttpResponse<String> get(HttpClient client, URI address) throws Exception {
    return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }
}
