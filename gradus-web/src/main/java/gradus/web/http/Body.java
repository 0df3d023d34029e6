package gradus.web.http;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The body of a request, read whole within limits of length and time.
public final class Body {

  private static final int BLOCK = 1 << 16;
  private static final Duration PARTING = Duration.ofMillis(250);
  private static final Duration DISCARDING = Duration.ofSeconds(1);

  private final long mostBytes;
  private final Duration time;

  /// A reader with the limits of these options.
  public Body(HttpOptions options) {
    this.mostBytes = options.mostBodyBytes();
    this.time = options.bodyTime();
  }

  /// All bytes of the body.
  ///
  /// Throws {@link HttpProblem} 413 where it is too long, 408 where it does not come in time, 400
  /// where it is cut off.
  public byte[] read(ServerRequest request) {
    long announced = announced(request);
    if (announced > mostBytes) {
      discard(request);
      throw tooLong(announced);
    }
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    CompletableFuture<byte[]> read = new CompletableFuture<>();
    Thread reader =
        Thread.startVirtualThread(
            () -> {
              try {
                read.complete(all(request, announced));
              } catch (RuntimeException failure) {
                read.completeExceptionally(failure);
              }
            });
    try {
      return read.get(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      cutLater(reader);
      throw tooSlow();
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof HttpProblem problem ? problem : cutOff();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw cutOff();
    }
  }

  /// Ends the connection of a reader that waits, once the answer had time to go.
  ///
  /// Helidon sets no time limit on a socket; an interrupt closes what a virtual thread waits for.
  private static void cutLater(Thread reader) {
    Thread.startVirtualThread(
        () -> {
          try {
            if (!reader.join(PARTING)) {
              reader.interrupt();
            }
          } catch (InterruptedException stopped) {
            reader.interrupt();
          }
        });
  }

  /// Reads for a moment what is refused, once more as much as is allowed: a connection that is
  /// closed while its client still sends is reset, and the client would not see the answer.
  private void discard(ServerRequest request) {
    if (request.headers().contains(HeaderNames.EXPECT)) {
      return; // the client waits to be asked
    }
    Thread reader =
        Thread.startVirtualThread(
            () -> {
              try (InputStream in = request.content().inputStream()) {
                in.skipNBytes(2L * mostBytes);
              } catch (IOException | RuntimeException ended) {
                // nothing more comes, and nothing was wanted
              }
            });
    try {
      if (!reader.join(DISCARDING)) {
        cutLater(reader);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private byte[] all(ServerRequest request, long announced) {
    try (InputStream in = request.content().inputStream()) {
      byte[] body = announced >= 0 ? exactly(in, (int) announced) : untilEnd(in);
      if (in.read() >= 0) {
        throw tooLong(body.length + 1L);
      }
      return body;
    } catch (HttpProblem problem) {
      throw problem;
    } catch (IOException | RuntimeException broken) {
      // Helidon tells broken chunks and closed connections by exceptions of many kinds
      throw cutOff();
    }
  }

  private static long announced(ServerRequest request) {
    if (!request.headers().contains(HeaderNames.CONTENT_LENGTH)) {
      return -1;
    }
    return request.headers().contentLength().orElse(-1);
  }

  /// Grows with what has come, so that a length that is only claimed takes no room.
  private byte[] exactly(InputStream in, int length) throws IOException {
    byte[] body = new byte[Math.min(length, BLOCK)];
    int filled = 0;
    while (filled < length) {
      if (filled == body.length) {
        body = Arrays.copyOf(body, (int) Math.min(length, 2L * body.length));
      }
      int got = in.read(body, filled, body.length - filled);
      if (got < 0) {
        throw cutOff();
      }
      filled += got;
    }
    return body;
  }

  private byte[] untilEnd(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] block = new byte[BLOCK];
    for (int got = in.read(block); got >= 0; got = in.read(block)) {
      body.write(block, 0, got);
      if (body.size() > mostBytes) {
        throw tooLong(body.size());
      }
    }
    return body.toByteArray();
  }

  private HttpProblem tooLong(long bytes) {
    return new HttpProblem(
            413,
            "The body: expected at most %d bytes, found %s%d. Send fewer rows at once."
                .formatted(mostBytes, bytes > mostBytes ? "" : "more than ", bytes))
        .closing();
  }

  private HttpProblem tooSlow() {
    return new HttpProblem(
            408,
            "The body: expected all of it within %d ms, found a part. Send it faster."
                .formatted(time.toMillis()))
        .closing();
  }

  private static HttpProblem cutOff() {
    return new HttpProblem(
            400,
            "The body: expected all the bytes that its headers announce, found it broken off. Send"
                + " all of it.")
        .closing();
  }
}
