package gradus.web.inference;

import gradus.nn.run.Session;
import gradus.tensor.Shape;
import gradus.tensor.Tensor;
import gradus.web.http.Body;
import gradus.web.http.HttpProblem;
import gradus.web.http.Json;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;

/// The addresses of the protocol, and what each answers.
///
/// Source: Open Inference Protocol, `inference_rest.md`; Triton, "Model Repository Extension".
///
/// @param repository the models
/// @param inference what computes
/// @param body what reads bodies
/// @param meters what counts
/// @param ready whether new requests are taken
record Routes(
    Repository repository, Inference inference, Body body, Meters meters, BooleanSupplier ready) {

  private static final String MODEL = "/v2/models/{model}";
  private static final String VERSION = "/v2/models/{model}/versions/{version}";

  /// Adds all addresses.
  void addTo(HttpRouting.Builder routes) {
    get(routes, "/v2", (_, response) -> Json.send(response, 200, metadata()));
    get(routes, "/v2/health/live", (_, response) -> Json.send(response, 200, Map.of("live", true)));
    get(routes, "/v2/health/ready", (_, response) -> health(response));
    get(routes, "/v2/models", (_, response) -> Json.send(response, 200, models()));
    get(routes, "/metrics", (_, response) -> metrics(response));
    get(routes, "/openapi.json", (_, response) -> description(response));
    routes.get("/v2/repository/index", (_, response) -> Json.send(response, 200, index(false)));
    routes.post("/v2/repository/index", this::index);
    routes.any("/v2/repository/index", (_, response) -> notAllowed(response, "GET, POST"));
    for (String model : List.of(MODEL, VERSION)) {
      get(routes, model, (request, response) -> Json.send(response, 200, about(live(request))));
      get(routes, model + "/ready", this::modelReady);
      post(routes, model + "/infer", (request, response) -> serve(request, response, "infer"));
      post(routes, model + "/explain", (request, response) -> serve(request, response, "explain"));
    }
  }

  private static void get(
      HttpRouting.Builder routes, String path, io.helidon.webserver.http.Handler handler) {
    routes.get(path, handler).any(path, (_, response) -> notAllowed(response, "GET"));
  }

  private static void post(
      HttpRouting.Builder routes, String path, io.helidon.webserver.http.Handler handler) {
    routes.post(path, handler).any(path, (_, response) -> notAllowed(response, "POST"));
  }

  private static void notAllowed(ServerResponse response, String allowed) {
    response.header(HeaderNames.ALLOW, allowed);
    throw new HttpProblem(
        405, "The method: expected %s here, found another. See /openapi.json.".formatted(allowed));
  }

  private static Map<String, Object> metadata() {
    return Map.of(
        "name",
        "gradus",
        "version",
        Session.VERSION,
        "extensions",
        List.of("binary_tensor_data", "model_repository(index)", "schedule_timeout", "explain"));
  }

  private void health(ServerResponse response) {
    boolean is = ready.getAsBoolean();
    Json.send(response, is ? 200 : 503, Map.of("ready", is));
  }

  private Map<String, Object> models() {
    return Map.of("models", repository.names());
  }

  private void metrics(ServerResponse response) {
    response
        .header(HeaderNames.CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")
        .send(meters.scrape());
  }

  private static void description(ServerResponse response) {
    response.header(HeaderNames.CONTENT_TYPE, "application/json").send(OpenApi.json());
  }

  private void index(ServerRequest request, ServerResponse response) {
    byte[] asked = body.read(request);
    boolean onlyReady =
        asked.length > 0 && Boolean.TRUE.equals(Json.read(asked, Map.class).get("ready"));
    Json.send(response, 200, index(onlyReady));
  }

  private List<Map<String, Object>> index(boolean onlyReady) {
    // every model in the index is ready: what could not be read is not there, or an older state is
    return repository.all().stream()
        .map(
            live -> {
              Map<String, Object> entry = new LinkedHashMap<>();
              entry.put("name", live.name());
              entry.put("version", live.version());
              entry.put("state", "READY");
              entry.put("reason", onlyReady ? "" : live.reason());
              return entry;
            })
        .toList();
  }

  private Live live(ServerRequest request) {
    return repository.live(
        request.path().pathParameters().get("model"),
        request.path().pathParameters().first("version").asOptional());
  }

  private void modelReady(ServerRequest request, ServerResponse response) {
    Live live = live(request);
    boolean is = ready.getAsBoolean();
    Json.send(response, is ? 200 : 503, Map.of("name", live.name(), "ready", is));
  }

  private Map<String, Object> about(Live live) {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("name", live.name());
    about.put("versions", repository.versions(live.name()));
    about.put("platform", live.model().platform());
    about.put("inputs", live.model().inputs());
    about.put("outputs", live.model().outputs());
    return about;
  }

  private void serve(ServerRequest request, ServerResponse response, String kind) {
    long start = System.nanoTime();
    String name = "none";
    int status = 500;
    try {
      Live live = live(request);
      name = live.name();
      boolean versioned = request.path().pathParameters().contains("version");
      InferRequest asked = read(live, request);
      ResponseWriter answer =
          kind.equals("infer")
              ? inference.infer(live, versioned, asked, start)
              : inference.explain(live, asked, start);
      status = 200;
      send(response, answer);
    } catch (HttpProblem problem) {
      status = problem.status();
      throw problem;
    } finally {
      meters.request(name, kind, status, System.nanoTime() - start);
    }
  }

  private InferRequest read(Live live, ServerRequest request) {
    byte[] bytes = body.read(request);
    int json = bytes.length;
    Optional<String> header =
        request.headers().first(HeaderNames.create("Inference-Header-Content-Length"));
    if (header.isPresent()) {
      boolean number = header.get().matches("[0-9]{1,9}");
      json = number ? Integer.parseInt(header.get()) : -1;
      if (json < 0 || json > bytes.length) {
        throw new HttpProblem(
            400,
            "The header Inference-Header-Content-Length: expected 0 to %d, the length of the JSON, found another. Count its bytes."
                .formatted(bytes.length));
      }
      if (json == 0) {
        return raw(live, bytes);
      }
    }
    return new RequestReader(live.model().inputs(), inference.options().mostRows(), bytes, json)
        .read();
  }

  /// A request without JSON: the one input's elements, as many rows as they make. Source: Triton,
  /// "Raw Binary Request".
  private InferRequest raw(Live live, byte[] bytes) {
    List<TensorSpec> inputs = live.model().inputs();
    TensorSpec only = inputs.getFirst();
    long row = only.datatype().bytes();
    for (long size : only.shape().subList(Math.min(1, only.shape().size()), only.shape().size())) {
      row = size < 0 ? Long.MAX_VALUE : Math.multiplyExact(row, size);
    }
    long rows = bytes.length / row;
    if (inputs.size() != 1
        || only.shape().isEmpty()
        || bytes.length == 0
        || rows * row != bytes.length
        || rows > inference.options().mostRows()) {
      throw new HttpProblem(
          400,
          "The body: expected rows of %d bytes for the one input \"%s\", at most %d, found %d bytes. Send JSON for other models."
              .formatted(row, only.name(), inference.options().mostRows(), bytes.length));
    }
    Shape shape =
        new Shape(
            only.shape().stream().map(size -> size < 0 ? (int) rows : size.intValue()).toList());
    Tensor tensor =
        only.datatype()
            .decode(
                java.nio.ByteBuffer.wrap(bytes).order(java.nio.ByteOrder.LITTLE_ENDIAN),
                shape,
                only.dtype());
    return new InferRequest(
        Optional.empty(),
        Map.of("binary_data_output", true),
        Map.of(only.name(), tensor),
        List.of());
  }

  private static void send(ServerResponse response, ResponseWriter answer) {
    OptionalInt json = answer.jsonLength();
    response
        .status(Status.OK_200)
        .header(
            HeaderNames.CONTENT_TYPE,
            json.isPresent() ? "application/octet-stream" : "application/json");
    if (json.isPresent()) {
      response.header(
          HeaderNames.create("Inference-Header-Content-Length"), String.valueOf(json.getAsInt()));
    }
    response.send(answer.body());
  }
}
