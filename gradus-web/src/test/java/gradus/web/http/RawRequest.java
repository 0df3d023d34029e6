package gradus.web.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Bytes sent as they are, and whatever comes back until the other side closes.
public final class RawRequest {

  private RawRequest() {}

  /// Sends text, waits, and reads the answer.
  public static String send(int port, String... parts) throws IOException, InterruptedException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(5000);
      for (int i = 0; i < parts.length; i++) {
        if (i > 0) {
          Thread.sleep(150);
        }
        try {
          socket.getOutputStream().write(parts[i].getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException closed) {
          break; // the server has said what it had to say
        }
      }
      InputStream in = socket.getInputStream();
      StringBuilder answer = new StringBuilder();
      try {
        for (int c = in.read(); c >= 0; c = in.read()) {
          answer.append((char) c);
          socket.setSoTimeout(200);
        }
      } catch (IOException closed) {
        // what came before is the answer
      }
      return answer.toString();
    }
  }
}
