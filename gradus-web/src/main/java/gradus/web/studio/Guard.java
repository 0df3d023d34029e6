package gradus.web.studio;

import gradus.web.http.HttpProblem;
import gradus.web.http.Json;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.SetCookie;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/// Lets in whoever holds the token, and nobody's page but our own.
///
/// The address with the token gives a cookie, and a page that leads on to the address without: so
/// the token stays in no history, and the cookie goes along, which a redirect from elsewhere would
/// leave behind. Every request needs the cookie and the server's own name with its port, which a
/// name that was bound to this machine later does not have. What is posted needs an `Origin` of our
/// own and a secret that only our own page can read, since cookies are shared by all ports.
final class Guard implements Filter {

  private static final int SECRET_BYTES = 24;

  private static final String ENTRANCE =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=/">
      <link rel="icon" href="/icon.svg" type="image/svg+xml">
      <title>Gradus studio</title></head><body><a href="/">Gradus studio</a></body></html>
      """;

  private final String token = secret();
  private final String cookie = secret();
  private final String csrf = secret();

  private Guard() {}

  static Guard fresh() {
    return new Guard();
  }

  private static String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  String token() {
    return token;
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    int port = request.localPeer().port();
    String host = request.headers().first(HeaderNames.HOST).orElse("");
    if (!host.equals("127.0.0.1:" + port) && !host.equals("localhost:" + port)) {
      throw new HttpProblem(
          403,
          "The header Host: expected 127.0.0.1:%d, found another. Open the address that gradus studio printed."
              .formatted(port));
    }
    response.header(HeaderNames.create("X-Frame-Options"), "DENY");
    response.header(HeaderNames.create("Cross-Origin-Opener-Policy"), "same-origin");
    Optional<String> shown = request.query().first("token").asOptional();
    if (request.path().path().equals("/") && shown.isPresent() && same(shown.get(), token)) {
      enter(port, response);
      return;
    }
    requireCookie(request.headers(), port);
    if (!request.prologue().method().equals(Method.GET)) {
      requireOurPage(request.headers(), host);
    }
    chain.proceed();
  }

  private void enter(int port, RoutingResponse response) {
    response
        .headers()
        .addCookie(
            SetCookie.builder(name(port), cookie)
                .path("/")
                .httpOnly(true)
                .sameSite(SetCookie.SameSite.STRICT)
                .build());
    response.header(HeaderNames.CONTENT_TYPE, "text/html; charset=utf-8").send(ENTRANCE);
  }

  private static String name(int port) {
    return "gradus-studio-" + port;
  }

  private void requireCookie(ServerRequestHeaders headers, int port) {
    if (!same(headers.cookies().first(name(port)).orElse(""), cookie)) {
      throw new HttpProblem(
          401,
          "The studio: expected the token of its address, found none or another. Open the whole"
              + " address that gradus studio printed.");
    }
  }

  private void requireOurPage(ServerRequestHeaders headers, String host) {
    String origin = headers.first(HeaderNames.ORIGIN).orElse("");
    if (!origin.equals("http://" + host)) {
      throw new HttpProblem(
          403,
          "The header Origin: expected the studio's own page, found %s. Other pages may not ask."
              .formatted(origin.isEmpty() ? "none" : "another"));
    }
    if (!same(headers.first(HeaderNames.create("X-Gradus-Csrf")).orElse(""), csrf)) {
      throw new HttpProblem(
          403,
          "The header X-Gradus-Csrf: expected the secret of the page, found none or another. Load"
              + " the page again.");
    }
    String type = headers.first(HeaderNames.CONTENT_TYPE).orElse("");
    if (!type.equals("application/json")) {
      throw new HttpProblem(
          415, "The header Content-Type: expected application/json, found another. Send JSON.");
    }
  }

  /// Gives the page the secret that it sends with what it posts.
  void session(ServerRequest request, ServerResponse response) {
    Json.send(response, 200, Map.of("csrf", csrf));
  }

  private static boolean same(String shown, String secret) {
    return MessageDigest.isEqual(
        shown.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
  }
}
