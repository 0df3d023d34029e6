package gradus.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

// lines of HTTP end with both marks, which a text block would hide
@SuppressWarnings("StringConcatToTextBlock")
class HttpServerTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final HttpOptions LIMITED =
      HttpOptions.standard().withLimits(1000, Duration.ofMillis(400), Duration.ofSeconds(5));

  private static HttpServer server(HttpOptions options) {
    Body body = new Body(options);
    return HttpServer.start(
        options,
        Set.of("/live"),
        routes ->
            routes
                .get("/live", (_, response) -> Json.send(response, 200, Map.of("live", true)))
                .get(
                    "/broken",
                    (_, _) -> {
                      throw new IllegalStateException("secret detail");
                    })
                .post(
                    "/echo",
                    (request, response) ->
                        Json.send(response, 200, Map.of("length", body.read(request).length))));
  }

  private static HttpResponse<String> ask(HttpServer server, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.uri().resolve(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(HttpServer server, String path, byte[] body)
      throws IOException, InterruptedException {
    return CLIENT.send(
        HttpRequest.newBuilder(server.uri().resolve(path))
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofString());
  }

  @Test
  void answersUnknownAddressesAndFaultsAsJson() throws Exception {
    List<String> log = new CopyOnWriteArrayList<>();
    try (HttpServer server = server(HttpOptions.standard().withLog(log::add))) {
      HttpResponse<String> missing = ask(server, "/none?token=secret");
      assertThat(missing.statusCode()).isEqualTo(404);
      assertThat(missing.headers().firstValue("content-type")).contains("application/json");
      assertThat(missing.headers().firstValue("x-content-type-options")).contains("nosniff");
      assertThat(missing.body())
          .isEqualTo(
              "{\"error\":\"The address: expected one that is served here, found another. See"
                  + " /openapi.json for all.\"}");
      HttpResponse<String> broken = ask(server, "/broken");
      assertThat(broken.statusCode()).isEqualTo(500);
      assertThat(broken.body()).contains("fault of the server").doesNotContain("secret");
      assertThat(ask(server, "/live").body()).isEqualTo("{\"live\":true}");
    }
    assertThat(log).hasSize(3);
    assertThat(log.getFirst())
        .matches(
            "\\{\"time\":\"[^\"]+Z\",\"client\":\"127.0.0.1\",\"method\":\"GET\",\"path\":\"/none\",\"status\":404,\"millis\":[0-9.E-]+}")
        .doesNotContain("secret");
  }

  @Test
  void asksForTheKeyExceptWhereItIsFree() throws Exception {
    ApiKey key = ApiKey.of("test", "0123456789abcdef0123\n");
    try (HttpServer server = server(HttpOptions.standard().withKey(Optional.of(key)))) {
      assertThat(ask(server, "/live").statusCode()).isEqualTo(200);
      HttpResponse<String> without = ask(server, "/broken");
      assertThat(without.statusCode()).isEqualTo(401);
      assertThat(without.headers().firstValue("www-authenticate")).contains("Bearer");
      assertThat(without.body())
          .isEqualTo(
              "{\"error\":\"The API key: expected the server's, found none. Send the header"
                  + " \\\"Authorization: Bearer KEY\\\".\"}");
      assertThat(ask(server, "/none", "X-API-Key", "0123456789abcdef0124").statusCode())
          .isEqualTo(401);
      assertThat(ask(server, "/none", "X-API-Key", "0123456789abcdef0123").statusCode())
          .isEqualTo(404);
      assertThat(ask(server, "/none", "Authorization", "bearer 0123456789abcdef0123").statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void refusesPagesOfOthers() throws Exception {
    try (HttpServer server = server(HttpOptions.standard())) {
      String request = "GET /live HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n";
      assertThat(RawRequest.send(server.port(), request.formatted("evil.example")))
          .startsWith("HTTP/1.1 403")
          .contains("expected a name of this machine");
      assertThat(RawRequest.send(server.port(), request.formatted("localhost:" + server.port())))
          .startsWith("HTTP/1.1 200");
      assertThat(RawRequest.send(server.port(), request.formatted("[::1]")))
          .startsWith("HTTP/1.1 200");
      assertThat(RawRequest.send(server.port(), request.formatted("127.0.0.1.evil.example")))
          .startsWith("HTTP/1.1 403");
      assertThat(ask(server, "/live", "Origin", "https://evil.example").statusCode())
          .isEqualTo(403);
      assertThat(ask(server, "/live", "Origin", server.uri().toString()).statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void refusesBodiesThatAreLongSlowOrCutOff() throws Exception {
    try (HttpServer server = server(LIMITED)) {
      assertThat(post(server, "/echo", new byte[1000]).body()).isEqualTo("{\"length\":1000}");
      assertThat(post(server, "/echo", new byte[1001]).statusCode()).isEqualTo(413);
      String head = "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: %s\r\n\r\n";
      assertThat(RawRequest.send(server.port(), head.formatted("999999999999"), ""))
          .startsWith("HTTP/1.1 413");
      String trickle = "x";
      assertThat(
              RawRequest.send(
                  server.port(), head.formatted(9), trickle, trickle, trickle, trickle, trickle))
          .startsWith("HTTP/1.1 408")
          .contains("within 400 ms");
      assertThat(RawRequest.send(server.port(), head.formatted(9) + "xx"))
          .startsWith("HTTP/1.1 408");
      String chunked =
          "POST /echo HTTP/1.1\r\n"
              + "Host: localhost\r\n"
              + "Transfer-Encoding: chunked\r\n"
              + "Connection: close\r\n\r\n";
      assertThat(RawRequest.send(server.port(), chunked + "3\r\nabc\r\n0\r\n\r\n"))
          .contains("{\"length\":3}");
      assertThat(
              RawRequest.send(
                  server.port(), chunked + "500\r\n" + "a".repeat(1280) + "\r\n0\r\n\r\n"))
          .startsWith("HTTP/1.1 413");
      assertThat(ask(server, "/live").statusCode()).isEqualTo(200);
      for (int i = 0; i < 100 && server.underWay() > 0; i++) {
        Thread.sleep(20); // an answer is read before its request is counted out
      }
      assertThat(server.underWay()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /echo HTTP/1.1\r\n"
            + "Host: localhost\r\n"
            + "Content-Length: 3\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + "0\r\n\r\n"
            + "GET /broken HTTP/1.1\r\n"
            + "Host: localhost\r\n\r\n",
        "POST /echo HTTP/1.1\r\n"
            + "Host: localhost\r\n"
            + "Content-Length: 3\r\n"
            + "Content-Length: 50\r\n\r\n"
            + "abcGET /broken HTTP/1.1\r\n"
            + "Host: localhost\r\n\r\n",
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\nabc",
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\nabc",
        "POST /echo HTTP/1.1\r\n"
            + "Host: localhost\r\n"
            + "Transfer-Encoding: xchunked\r\n\r\n"
            + "3\r\n"
            + "abc\r\n"
            + "0\r\n\r\n",
        "POST /echo HTTP/1.1\r\n"
            + "Host: localhost\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n"
            + "zz\r\n"
            + "abc\r\n"
            + "0\r\n\r\n",
        "GET /live HTTP/1.1\r\nHost: localhost\r\nBad Header: x\r\n\r\n",
        "GET /live HTTP/1.1\r\nHost: localhost\nX: y\r\n\r\n",
        "GET /live HTTP/1.1\r\n\r\n",
        "GET /live HTTP/9.9\r\nHost: localhost\r\n\r\n",
        "NONSENSE\r\n\r\n",
        "\u0000\u0001\u0002\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n"
      })
  void refusesMalformedRequestsAndStaysUp(String request) throws Exception {
    try (HttpServer server = server(LIMITED)) {
      String answer = RawRequest.send(server.port(), request);
      assertThat(answer).as("no second request is smuggled in").doesNotContain("HTTP/1.1 500");
      if (!answer.isEmpty()) {
        assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d .*|HTTP/1.1 505 .*");
      }
      assertThat(ask(server, "/live").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void refusesPackedBodiesInWords() throws Exception {
    try (HttpServer server = server(HttpOptions.standard())) {
      HttpRequest packed =
          HttpRequest.newBuilder(server.uri().resolve("/echo"))
              .header("Content-Encoding", "gzip")
              .POST(BodyPublishers.ofByteArray(new byte[] {0x1f, (byte) 0x8b, 8}))
              .build();
      HttpResponse<String> refused = CLIENT.send(packed, BodyHandlers.ofString());
      assertThat(refused.statusCode()).isEqualTo(415);
      assertThat(refused.body())
          .isEqualTo(
              "{\"error\":\"The header Content-Encoding: expected none, found one. Send the body as"
                  + " it is, not packed.\"}");
    }
  }

  @Test
  void finishesWhatItAccepted() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    HttpServer server =
        HttpServer.start(
            HttpOptions.standard(),
            Set.of(),
            routes ->
                routes.get(
                    "/slow",
                    (_, response) -> {
                      begun.countDown();
                      Thread.sleep(500);
                      Json.send(response, 200, Map.of("done", true));
                    }));
    CompletableFuture<HttpResponse<String>> answer =
        CLIENT.sendAsync(
            HttpRequest.newBuilder(server.uri().resolve("/slow")).build(), BodyHandlers.ofString());
    begun.await();
    URI uri = server.uri();
    server.close();
    assertThat(answer.get().statusCode()).isEqualTo(200);
    assertThat(answer.get().body()).isEqualTo("{\"done\":true}");
    assertThatThrownBy(
            () -> CLIENT.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void isNeverOpenToOthersByAccident() {
    assertThatThrownBy(() -> server(HttpOptions.standard().at("0.0.0.0", 0)))
        .hasMessage(
            "--bind 0.0.0.0: expected a key for an address that others can reach, found none. Give"
                + " --api-key-file FILE, or say --open-to-all if everyone may ask.");
    assertThatThrownBy(() -> ApiKey.of("key.txt", "short"))
        .hasMessage(
            "key.txt, the API key: expected 16 to 4096 visible characters of ASCII, found 5"
                + " characters. Make one with: openssl rand -hex 32.");
    assertThat(new String(Json.error("ä\n\""), StandardCharsets.UTF_8))
        .isEqualTo("{\"error\":\"ä\\n\\\"\"}");
  }

  @Test
  void saysThatAPortIsTaken() {
    try (HttpServer first = server(HttpOptions.standard())) {
      assertThatThrownBy(() -> server(HttpOptions.standard().at("127.0.0.1", first.port())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("--port " + first.port() + ": expected a free port of 127.0.0.1");
    }
  }

  /// Somebody knocks all the time while the server starts.
  @Test
  void whoAsksWhileItStartsIsRefusedOrAnswered() throws Exception {
    int port = freePort();
    for (int i = 0; i < 20; i++) {
      CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> knocked(port));
      try (HttpServer server = server(HttpOptions.standard().at("127.0.0.1", port))) {
        assertThat(server.port()).isEqualTo(port);
        assertThat(first.get()).isEqualTo("HTTP/1.1 200");
      }
    }
  }

  /// A port that is no client's: one that is refused at its own port for long enough is at last
  /// connected with itself.
  private static int freePort() throws IOException {
    return IntStream.range(20_011, 20_111)
        .filter(HttpServerTest::isFree)
        .findFirst()
        .orElseThrow(() -> new IOException("a hundred ports are taken"));
  }

  private static boolean isFree(int port) {
    try (ServerSocket any = new ServerSocket(port)) {
      return any.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  /// The beginning of what the first connection that is let in gets to hear.
  private static String knocked(int port) {
    InetAddress here = InetAddress.getLoopbackAddress();
    Instant end = Instant.now().plusSeconds(20);
    while (Instant.now().isBefore(end)) {
      try (Socket door = new Socket(here, port)) {
        door.getOutputStream()
            .write(
                "GET /live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
        door.setSoTimeout(20_000);
        byte[] begin = door.getInputStream().readNBytes("HTTP/1.1 200".length());
        return new String(begin, StandardCharsets.US_ASCII);
      } catch (ConnectException refused) {
        Thread.onSpinWait();
      } catch (IOException thrownOut) {
        return thrownOut.toString();
      }
    }
    return "refused for 20 seconds";
  }
}
