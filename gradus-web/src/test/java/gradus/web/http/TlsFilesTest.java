package gradus.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsFilesTest {

  private static final char[] PASSWORD = "password".toCharArray();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void servesByTlsFromPemFiles(String algorithm) throws Exception {
    KeyStore store = madeByKeytool(algorithm);
    Path certificate = pem("cert.pem", "CERTIFICATE", store.getCertificate("own").getEncoded());
    Path key = pem("key.pem", "PRIVATE KEY", store.getKey("own", PASSWORD).getEncoded());
    HttpOptions options =
        HttpOptions.standard().withTls(Optional.of(new TlsFiles(certificate, key)));
    try (HttpServer server =
            HttpServer.start(
                options,
                Set.of(),
                routes -> routes.get("/", (_, out) -> Json.send(out, 200, Map.of("ok", true))));
        HttpClient client = HttpClient.newBuilder().sslContext(trusting(store)).build()) {
      assertThat(server.uri().getScheme()).isEqualTo("https");
      HttpResponse<String> said =
          client.send(HttpRequest.newBuilder(server.uri()).build(), BodyHandlers.ofString());
      assertThat(said.statusCode()).isEqualTo(200);
      assertThat(said.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
      assertThat(RawRequest.send(server.port(), "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"))
          .doesNotContain("200 OK");
    }
  }

  @Test
  void endsAHandshakeThatNeverEnds() throws Exception {
    KeyStore store = madeByKeytool("EC");
    TlsFiles files =
        new TlsFiles(
            pem("cert.pem", "CERTIFICATE", store.getCertificate("own").getEncoded()),
            pem("key.pem", "PRIVATE KEY", store.getKey("own", PASSWORD).getEncoded()));
    HttpOptions options =
        HttpOptions.standard().withTls(Optional.of(files)).withHeadTime(Duration.ofMillis(500));
    try (HttpServer server = HttpServer.start(options, Set.of(), _ -> {});
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(new byte[] {0x16, 3, 1, 2, 0, 1, 0});
      assertThatCode(
              () -> {
                int said = socket.getInputStream().read();
                assertThat(said).as("closed, or an alert and then closed").isIn(-1, 0x15);
              })
          .doesNotThrowAnyException();
    }
  }

  private KeyStore madeByKeytool(String algorithm) throws Exception {
    Path file = folder.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "own",
                    "-keyalg",
                    algorithm,
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    "SAN=dns:localhost,ip:127.0.0.1",
                    "-storepass",
                    new String(PASSWORD),
                    "-keystore",
                    file.toString()))
            .redirectErrorStream(true)
            .start();
    try (InputStream said = keytool.getInputStream()) {
      String text = new String(said.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(keytool.exitValue()).as(text).isZero();
    }
    return KeyStore.getInstance(file.toFile(), PASSWORD);
  }

  private Path pem(String name, String kind, byte[] content) throws Exception {
    return Files.writeString(
        folder.resolve(name),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(kind, Base64.getMimeEncoder().encodeToString(content), kind));
  }

  private static SSLContext trusting(KeyStore store) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", store.getCertificate("own"));
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }

  @Test
  void saysWhichFileIsWrong() throws Exception {
    Path text = Files.writeString(folder.resolve("text.pem"), "nothing");
    assertThatThrownBy(() -> new TlsFiles(text, folder.resolve("none.pem")).read())
        .hasMessageContaining("none.pem, the file: expected a private key in PEM, found none");
    assertThatThrownBy(() -> new TlsFiles(text, text).read())
        .hasMessageContaining(
            "the PEM files: expected a certificate and its private key (PKCS #8, not encrypted)");
  }
}
