package gradus.web.studio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who is let in, and what no one can reach; asked byte by byte, since clients tidy requests up.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StudioSecurityTest {

  private static final String CLAIM = "{\"claim\":\"1 = 1\"}";

  private Path folder;
  private Studio studio;
  private int port;
  private String cookie;
  private String csrf;

  @BeforeAll
  void start(@TempDir Path empty) throws IOException {
    folder = empty;
    Files.createDirectories(folder.resolve("runs"));
    studio = Studio.start(Demonstration.options(folder));
    URI uri = studio.uri();
    port = uri.getPort();
    String entered = ask("GET", "/?" + uri.getQuery(), "");
    cookie = found("Set-Cookie: ([^;]+);", entered);
    csrf = found("\"csrf\":\"([^\"]+)\"", ask("GET", "/api/session", "Cookie: " + cookie));
  }

  @AfterAll
  void stop() {
    studio.close();
  }

  private static String found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1);
  }

  private String ask(String method, String path, String headers) throws IOException {
    return ask(method, path, "127.0.0.1:" + port, headers, "");
  }

  private String ask(String method, String path, String host, String headers, String body)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      String request =
          "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n%s%s\r\n%s"
              .formatted(
                  method,
                  path,
                  host,
                  headers.isEmpty() ? "" : headers + "\r\n",
                  method.equals("POST") ? "Content-Length: " + body.length() + "\r\n" : "",
                  body);
      try {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      } catch (IOException closed) {
        // too long, and told so already
      }
      return answer(socket.getInputStream());
    }
  }

  /// Head and body; the length stands in the head.
  private static String answer(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0) {
        return head.toString();
      }
      head.append((char) c);
    }
    Matcher length = Pattern.compile("(?i)Content-Length: (\\d+)").matcher(head);
    return length.find()
        ? head
            + new String(in.readNBytes(Integer.parseInt(length.group(1))), StandardCharsets.UTF_8)
        : head.toString();
  }

  private String post(String path, String body) throws IOException {
    return ask("POST", path, "127.0.0.1:" + port, ours("http://127.0.0.1:" + port, csrf), body);
  }

  private String ours(String origin, String secret) {
    return "Cookie: %s\r\nOrigin: %s\r\nX-Gradus-Csrf: %s\r\nContent-Type: application/json"
        .formatted(cookie, origin, secret);
  }

  private static int status(String answer) {
    return Integer.parseInt(answer.split(" ", 3)[1]);
  }

  @Test
  void theTokenGivesACookieThatScriptsAndOtherSitesCannotUse() throws IOException {
    String entered = ask("GET", "/?" + studio.uri().getQuery(), "");
    assertThat(status(entered)).isEqualTo(200);
    assertThat(found("(Set-Cookie: .*)", entered))
        .contains("HttpOnly")
        .contains("SameSite=Strict")
        .doesNotContain(studio.uri().getQuery().substring("token=".length()));
    assertThat(entered).contains("http-equiv=\"refresh\"").contains("Referrer-Policy: no-referrer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/?token=",
        "/?token=AAAA",
        "/app.js",
        "/api/runs",
        "/api/session",
        "/api/training",
        "/vendor/elk-worker.min.js",
        "/nothing"
      })
  void withoutTheTokenNothingIsShown(String path) throws IOException {
    assertThat(status(ask("GET", path, ""))).isEqualTo(401);
    assertThat(status(ask("GET", path, "Cookie: gradus-studio-" + port + "=AAAA"))).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"evil.example", "evil.example:80", "127.0.0.1:1", "localhost", "127.0.0.2"})
  void anotherNameForThisMachineIsRefused(String host) throws IOException {
    assertThat(status(ask("GET", "/api/runs", host, "Cookie: " + cookie, ""))).isEqualTo(403);
    assertThat(status(ask("GET", "/?" + studio.uri().getQuery(), host, "", ""))).isEqualTo(403);
  }

  @Test
  void whatIsPostedNeedsOurOriginAndSecret() throws IOException {
    String own = "http://127.0.0.1:" + port;
    String host = "127.0.0.1:" + port;
    assertThat(status(post("/api/claim", CLAIM))).isEqualTo(200);
    assertThat(status(ask("POST", "/api/claim", host, "Cookie: " + cookie, CLAIM))).isEqualTo(403);
    assertThat(status(ask("POST", "/api/claim", host, ours(own, "AAAA"), CLAIM))).isEqualTo(403);
    for (String other :
        new String[] {
          "http://evil.example", "null", "http://localhost:" + port, "http://127.0.0.1:1"
        }) {
      assertThat(status(ask("POST", "/api/claim", host, ours(other, csrf), CLAIM)))
          .as(other)
          .isEqualTo(403);
    }
    String asForm = ours(own, csrf).replace("application/json", "text/plain");
    assertThat(status(ask("POST", "/api/claim", host, asForm, CLAIM))).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/claim",
        "/api/convolution",
        "/api/network",
        "/api/profile",
        "/api/lint",
        "/api/derivation",
        "/api/jacobian",
        "/api/confusion",
        "/api/confusion/examples",
        "/api/digit",
        "/api/training",
        "/api/training/resume",
        "/api/training/stop"
      })
  void nothingIsPostedFromElsewhere(String path) throws IOException {
    String host = "127.0.0.1:" + port;
    assertThat(status(ask("POST", path, host, ours("http://evil.example", csrf), "{}")))
        .isEqualTo(403);
    assertThat(status(ask("POST", path, host, "Content-Type: application/json", "{}")))
        .isEqualTo(401);
    assertThat(status(ask("GET", path, "Cookie: " + cookie))).isIn(200, 404, 405);
  }

  @Test
  void browserFindsAnIconWhicheverPageItReadsFirst() throws IOException {
    assertThat(status(ask("GET", "/favicon.ico", "Cookie: " + cookie))).isEqualTo(200);
    for (String page : new String[] {"/", "/?" + studio.uri().getQuery()}) {
      assertThat(ask("GET", page, "Cookie: " + cookie)).contains("<link rel=\"icon\"");
    }
  }

  @Test
  void pagesMayRunNoScriptsButOurs() throws IOException {
    String page = ask("GET", "/", "Cookie: " + cookie);
    assertThat(status(page)).isEqualTo(200);
    assertThat(found("Content-Security-Policy: (.*)", page))
        .contains("default-src 'none'")
        .contains("script-src 'self'")
        .contains("style-src 'self'")
        .contains("frame-ancestors 'none'")
        .contains("base-uri 'none'")
        .doesNotContain("unsafe")
        .doesNotContain("http");
    assertThat(page)
        .contains("X-Content-Type-Options: nosniff")
        .contains("X-Frame-Options: DENY")
        .contains("Cross-Origin-Resource-Policy: same-origin")
        .doesNotContain("<style")
        .doesNotContainPattern("<script(?![^>]*src=)")
        .doesNotContainPattern(" on[a-z]+=\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../runs.db",
        "/..%2fruns.db",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/views/../../runs.db",
        "/vendor/..%5c..%5cruns.db",
        "//etc/passwd",
        "/views/%00",
        "/runs.db",
        "/package-info.class"
      })
  void noPathLeadsToAFile(String path) throws IOException {
    String answer = ask("GET", path, "Cookie: " + cookie);
    assertThat(status(answer)).isIn(400, 404);
    assertThat(answer).doesNotContain("SQLite format").doesNotContain("root:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../runs", "/etc", "0123456789abcdef", "runs.db", "%s", ""})
  void aRunIsNamedByItsIdAlone(String run) throws IOException {
    assertThat(status(ask("GET", "/api/run?id=" + run.replace("%s", "%25s"), "Cookie: " + cookie)))
        .isEqualTo(404);
    String question = "{\"run\":\"%s\",\"truth\":0,\"said\":0}".formatted(run.replace("%s", "x"));
    assertThat(status(post("/api/confusion", question))).isEqualTo(404);
  }

  @Test
  void aTrainingNamesNoFolderAndNoFile() throws IOException {
    for (String name : new String[] {"../out", "/tmp/x", "a/b", "", "A", "x".repeat(41)}) {
      assertThat(status(post("/api/training", training(name, "digits")))).as(name).isEqualTo(400);
    }
    for (String data : new String[] {"csv:/etc/passwd", "images:/", "../x"}) {
      assertThat(status(post("/api/training", training("fine", data)))).as(data).isEqualTo(404);
    }
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private static String training(String name, String data) {
    return "{\"name\":\"%s\",\"network\":{\"run\":\"\",\"builtIn\":\"mlp\",\"yaml\":\"\",\"input\":\"\"},\"data\":\"%s\",\"optimiser\":\"adam\",\"learningRate\":0.01,\"epochs\":1,\"batch\":64,\"seed\":1}"
        .formatted(name, data);
  }

  @Test
  void brokenAndGiantQuestionsAreAnsweredInWords() throws IOException {
    assertThat(status(post("/api/claim", "{"))).isEqualTo(400);
    assertThat(status(post("/api/claim", "{\"claim\":1,\"other\":2}"))).isEqualTo(400);
    assertThat(status(post("/api/claim", "{\"claim\":\"" + "x".repeat(3_000) + "\"}")))
        .isEqualTo(400);
    assertThat(status(post("/api/claim", "x".repeat(2 << 20)))).isEqualTo(413);
    assertThat(post("/api/network", network("layers:\\n  - linear: 2147483647")))
        .contains("\"error\"");
    assertThat(
            status(post("/api/profile", network("input: [100000]\\nlayers:\\n  - linear: 100000"))))
        .isEqualTo(400);
  }

  private static String network(String yaml) {
    return "{\"run\":\"\",\"builtIn\":\"\",\"yaml\":\"%s\",\"input\":\"\"}".formatted(yaml);
  }

  @Test
  void aPortThatIsTakenIsToldInOneSentence() {
    StudioOptions options = Demonstration.options(folder);
    StudioOptions taken =
        new StudioOptions(port, options.store(), options.folders(), options.out());
    assertThatThrownBy(() -> Studio.start(taken).close())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--port " + port);
  }
}
