package gradus.web.inference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// The description of what is served, for people and for tools that make clients of it.
final class OpenApi {

  private static final byte[] JSON = read();

  private OpenApi() {}

  /// OpenAPI 3.1, as JSON.
  static byte[] json() {
    return JSON.clone();
  }

  private static byte[] read() {
    try (InputStream in = OpenApi.class.getResourceAsStream("openapi.json")) {
      return Objects.requireNonNull(in, "openapi.json").readAllBytes();
    } catch (IOException unreadable) {
      throw new UncheckedIOException("openapi.json", unreadable);
    }
  }
}
