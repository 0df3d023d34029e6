package gradus.web.client;

import gradus.tensor.Tensor;
import gradus.web.http.HttpProblem;
import gradus.web.http.Json;
import gradus.web.inference.Datatype;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Asks a server of models; many threads may use one client at once.
///
/// ```
/// try (InferenceClient client = InferenceClient.at(URI.create("http://localhost:8080"))) {
///   Tensor flowers = Tensor.of(Shape.of(2, 4), 5.1f, 3.5f, 1.4f, 0.2f, 6.2f, 2.9f, 4.3f, 1.3f);
///   Answer answer = client.infer("iris", Map.of("x", flowers));
///   System.out.println(answer.words("class") + " " + answer.tensor("prediction"));
/// }
/// ```
///
/// Every method throws {@link HttpProblem} where the server refuses, and {@link
/// UncheckedIOException} where it cannot be reached or is no such server.
public final class InferenceClient implements AutoCloseable {

  private static final String LENGTH = "Inference-Header-Content-Length";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final URI server;
  private final HttpClient http;
  private final Optional<String> key;

  private InferenceClient(URI server, HttpClient http, Optional<String> key) {
    this.server = server;
    this.http = http;
    this.key = key;
  }

  /// A client of the server at this address, such as `http://localhost:8080`.
  public static InferenceClient at(URI server) {
    return at(server, HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build());
  }

  /// The same over a client of HTTP that knows proxies or certificates of its own; it is closed
  /// with this one.
  public static InferenceClient at(URI server, HttpClient http) {
    boolean web = "http".equals(server.getScheme()) || "https".equals(server.getScheme());
    if (!web || server.getHost() == null) {
      throw new IllegalArgumentException(
          "InferenceClient.at(%s): expected an address such as http://localhost:8080, found another. Write http:// or https:// and a host."
              .formatted(server));
    }
    return new InferenceClient(
        URI.create(server.toString().replaceFirst("/+$", "") + "/"), http, Optional.empty());
  }

  /// The same with an API key.
  public InferenceClient withKey(String secret) {
    return new InferenceClient(server, http, Optional.of(secret.strip()));
  }

  /// Whether the server takes requests.
  public boolean isReady() {
    return send(request("v2/health/ready").build()).statusCode() == 200;
  }

  /// What a model takes and answers: its newest version.
  public ModelDescription model(String name) {
    HttpResponse<byte[]> response = checked(send(request("v2/models/" + segment(name)).build()));
    return ModelDescription.of(tree(response.body(), response.body().length));
  }

  /// What a model's newest version answers to these inputs.
  public Answer infer(String model, Map<String, Tensor> inputs) {
    return post("v2/models/%s/infer".formatted(segment(model)), inputs, Map.of());
  }

  /// What one version of a model answers to these inputs.
  public Answer infer(String model, String version, Map<String, Tensor> inputs) {
    return post(
        "v2/models/%s/versions/%s/infer".formatted(segment(model), segment(version)),
        inputs,
        Map.of());
  }

  /// The same with the gradient of the winning logit by the input, as the output `gradient`, and
  /// how it is derived, as {@link Answer#derivation}.
  public Answer explain(String model, Map<String, Tensor> inputs) {
    return post("v2/models/%s/explain".formatted(segment(model)), inputs, Map.of());
  }

  private Answer post(String path, Map<String, Tensor> inputs, Map<String, Object> more) {
    List<Map<String, Object>> described = new ArrayList<>();
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    inputs.forEach(
        (name, tensor) -> {
          byte[] bytes = bytes(tensor);
          Map<String, Object> input = new LinkedHashMap<>();
          input.put("name", name);
          input.put("datatype", Datatype.of(tensor.type().dtype()).name());
          input.put("shape", tensor.shape().sizes());
          input.put("parameters", Map.of("binary_data_size", bytes.length));
          described.add(input);
          data.writeBytes(bytes);
        });
    Map<String, Object> parameters = new LinkedHashMap<>(more);
    parameters.put("binary_data_output", true);
    byte[] json =
        Json.MAPPER.writeValueAsBytes(Map.of("inputs", described, "parameters", parameters));
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(json);
    body.writeBytes(data.toByteArray());
    HttpResponse<byte[]> response =
        checked(
            send(
                request(path)
                    .header("Content-Type", "application/octet-stream")
                    .header(LENGTH, String.valueOf(json.length))
                    .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                    .build()));
    long length = response.headers().firstValueAsLong(LENGTH).orElse(response.body().length);
    if (length < 0 || length > response.body().length) {
      throw strange("a length of JSON outside the body");
    }
    return Answer.of(tree(response.body(), (int) length), response.body(), (int) length);
  }

  private HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path)).timeout(PATIENCE);
    key.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    return request;
  }

  private static String segment(String name) {
    if (!name.matches("[A-Za-z0-9_.-]+")) {
      throw new IllegalArgumentException(
          "InferenceClient: expected the name of a model, found \"%s\". Names have letters, digits, _, . and -."
              .formatted(name));
    }
    return name;
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (IOException unreachable) {
      throw new UncheckedIOException("%s: no answer".formatted(server), unreachable);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("stopped while waiting for " + server));
    }
  }

  private static HttpResponse<byte[]> checked(HttpResponse<byte[]> response) {
    if (response.statusCode() == 200) {
      return response;
    }
    String said = new String(response.body(), StandardCharsets.UTF_8);
    try {
      said = Json.MAPPER.readTree(response.body()).path("error").asString(said);
    } catch (JacksonException other) {
      // no error of the protocol: the text as it came
    }
    throw new HttpProblem(
        response.statusCode(),
        "%s answered %d: %s".formatted(response.uri(), response.statusCode(), said));
  }

  private JsonNode tree(byte[] body, int length) {
    try {
      return Json.MAPPER.readTree(body, 0, length);
    } catch (JacksonException broken) {
      throw strange("no JSON");
    }
  }

  private UncheckedIOException strange(String found) {
    return new UncheckedIOException(
        new IOException(
            "%s: expected an answer of the Open Inference Protocol, found %s. Check the address."
                .formatted(server, found)));
  }

  private static byte[] bytes(Tensor tensor) {
    ByteBuffer all =
        ByteBuffer.allocate(tensor.elements() * tensor.type().dtype().bytes())
            .order(ByteOrder.LITTLE_ENDIAN);
    switch (tensor.type().dtype()) {
      case F32 -> all.asFloatBuffer().put(tensor.toFloats());
      case F64 -> all.asDoubleBuffer().put(tensor.toDoubles());
      case I32 -> all.asIntBuffer().put(tensor.toInts());
      case I64 -> all.asLongBuffer().put(tensor.toLongs());
      case BOOL -> all.put(tensor.toBytes());
    }
    return all.array();
  }

  @Override
  public void close() {
    http.close();
  }
}
