package gradus.web.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON as it is read from strangers and sent to them.
///
/// Reading is strict: no comments, no NaN, no doubled names, nothing after the value, at most 64
/// levels.
public final class Json {

  private static final int MOST_LEVELS = 64;

  /// Reads and writes; many threads may use it at once.
  public static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MOST_LEVELS).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private Json() {}

  /// The value of a request's body.
  ///
  /// Throws {@link HttpProblem} 400 where it is no JSON or does not fit the type.
  public static <T> T read(byte[] body, Class<T> type) {
    try {
      return MAPPER.readValue(body, type);
    } catch (JacksonException broken) {
      throw problem(broken);
    }
  }

  /// Why a body is not read, for whoever sent it.
  public static HttpProblem problem(JacksonException broken) {
    String place =
        broken.getLocation() == null
            ? ""
            : ", line %d, column %d"
                .formatted(broken.getLocation().getLineNr(), broken.getLocation().getColumnNr());
    String why = String.valueOf(broken.getOriginalMessage()).lines().findFirst().orElse("").strip();
    return new HttpProblem(
        400,
        "The body%s: expected JSON that fits this address, found: %s. See /openapi.json."
            .formatted(place, why));
  }

  /// Sends a value as JSON.
  public static void send(ServerResponse response, int status, Object value) {
    response
        .status(Status.create(status))
        .header(HeaderNames.CONTENT_TYPE, "application/json")
        .send(MAPPER.writeValueAsBytes(value));
  }

  /// An error as the body of a response.
  public static byte[] error(String message) {
    return MAPPER.writeValueAsBytes(Map.of("error", message));
  }
}
