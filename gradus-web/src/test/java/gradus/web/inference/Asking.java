package gradus.web.inference;

import gradus.web.http.HttpOptions;
import gradus.web.http.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/// A server under test and someone who asks it.
final class Asking implements AutoCloseable {

  static final HttpClient CLIENT = HttpClient.newHttpClient();

  final InferenceServer server;
  final List<String> news = new CopyOnWriteArrayList<>();

  private Asking(InferenceOptions options, List<String> models) {
    this.server =
        InferenceServer.start(
            models.stream().map(ModelChoice::parse).toList(),
            HttpOptions.standard(),
            options,
            news::add);
  }

  /// Asks a server that runs, and closes it.
  Asking(InferenceServer server) {
    this.server = server;
  }

  static Asking of(InferenceOptions options, Object... models) {
    return new Asking(options, Arrays.stream(models).map(String::valueOf).toList());
  }

  static Asking of(Object... models) {
    return of(InferenceOptions.standard(), models);
  }

  /// A body of one answer as a tree, with its status.
  record Said(int status, JsonNode body, HttpResponse<byte[]> response) {
    String error() {
      return body.path("error").asString("");
    }

    JsonNode output(String name) {
      for (JsonNode output : body.path("outputs")) {
        if (output.path("name").asString("").equals(name)) {
          return output;
        }
      }
      throw new AssertionError(name + " in " + body);
    }

    float[] floats(String name) {
      JsonNode data = output(name).path("data");
      float[] values = new float[data.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = Float.parseFloat(data.get(i).asString());
      }
      return values;
    }
  }

  Said get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(server.uri().resolve(path)));
  }

  Said post(String path, String body) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(server.uri().resolve(path)).POST(BodyPublishers.ofString(body)));
  }

  Said post(String path, byte[] body, int json) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(server.uri().resolve(path))
            .header("Inference-Header-Content-Length", String.valueOf(json))
            .POST(BodyPublishers.ofByteArray(body)));
  }

  private Said send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    int length =
        (int)
            response
                .headers()
                .firstValueAsLong("Inference-Header-Content-Length")
                .orElse(response.body().length);
    boolean json = !response.uri().getPath().equals("/metrics");
    return new Said(
        response.statusCode(),
        Json.MAPPER.readTree(
            json ? Arrays.copyOf(response.body(), length) : "{}".getBytes(StandardCharsets.UTF_8)),
        response);
  }

  /// A request for rows of floats.
  static String rows(String input, String shape, String data) {
    return "{\"inputs\":[{\"name\":\"%s\",\"shape\":%s,\"datatype\":\"FP32\",\"data\":%s}]}"
        .formatted(input, shape, data);
  }

  @Override
  public void close() {
    server.close();
  }
}
