package gradus.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalsTest {

  private static final Duration HEAD = Duration.ofMillis(1500);
  private static final int MANY = 300;
  private static final int MOST_SECONDS = 20;

  private static HttpServer server() {
    return HttpServer.start(
        HttpOptions.standard().withHeadTime(HEAD),
        Set.of(),
        routes ->
            routes
                .get("/quick", (_, response) -> Json.send(response, 200, Map.of("done", true)))
                .get(
                    "/slow",
                    (_, response) -> {
                      Thread.sleep(HEAD.plusMillis(500));
                      Json.send(response, 200, Map.of("done", true));
                    }));
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void ask(Socket socket, String path) throws IOException {
    write(socket, "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(path));
  }

  /// The next answer of a connection that stays open.
  private static String answer(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder answer = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      answer.append((char) c);
      if (c == '}') {
        break;
      }
    }
    return answer.toString();
  }

  /// Whether the other side has closed; where it has not, a byte more is sent to it.
  private static boolean isClosed(Socket socket, boolean trickling) throws IOException {
    socket.setSoTimeout(1);
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException open) {
      if (trickling) {
        write(socket, "a");
      }
      return false;
    } catch (SocketException reset) {
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "GET /qui", "GET /quick HTTP/1.1\r\nHost: localhost\r\nX-Slow: "})
  void endsConnectionsWhoseRequestNeverIsThere(String begun) throws Exception {
    List<Socket> slow = new ArrayList<>();
    try (HttpServer server = server()) {
      InetAddress here = InetAddress.getLoopbackAddress();
      for (int i = 0; i < MANY; i++) {
        Socket socket = new Socket(here, server.port());
        slow.add(socket);
        write(socket, begun);
      }
      try (Socket honest = new Socket(here, server.port())) {
        ask(honest, "/quick");
        assertThat(answer(honest)).as("others are served meanwhile").endsWith("{\"done\":true}");
      }
      long end = System.nanoTime() + Duration.ofSeconds(MOST_SECONDS).toNanos();
      List<Socket> open = new ArrayList<>(slow);
      while (!open.isEmpty() && System.nanoTime() - end < 0) {
        Thread.sleep(100);
        for (Socket socket : List.copyOf(open)) {
          if (isClosed(socket, !begun.isEmpty())) {
            open.remove(socket);
          }
        }
      }
      assertThat(open).isEmpty();
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void leavesConnectionsThatAskAndWait() throws Exception {
    try (HttpServer server = server();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(MOST_SECONDS * 1000);
      ask(socket, "/slow");
      assertThat(answer(socket)).as("slow to answer, not to ask").startsWith("HTTP/1.1 200");
      Thread.sleep(HEAD.plusMillis(500));
      ask(socket, "/quick");
      assertThat(answer(socket)).as("kept for the next request").startsWith("HTTP/1.1 200");
    }
  }
}
