package gradus.web.studio;

import gradus.web.http.HttpProblem;
import gradus.web.http.Json;
import io.helidon.http.sse.SseEvent;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.sse.SseSink;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// Server-sent events: the page hears what is new until it goes away.
///
/// It changes when it is closed: all streams end.
final class Streams implements AutoCloseable {

  private static final int MOST = 32;
  private static final long PAUSE_MILLIS = 250;
  private static final int BREATH = 40;

  private final Semaphore places = new Semaphore(MOST);
  private volatile boolean closed;

  /// What there is to tell.
  interface News {
    /// What is new since the last time, or nothing.
    Optional<Object> next();

    /// Whether nothing will come any more.
    boolean ended();
  }

  /// Tells news until they end.
  void tell(ServerResponse response, News news) {
    if (!places.tryAcquire()) {
      throw new HttpProblem(
          429,
          "The studio: expected at most %d streams, found more. Close some pages.".formatted(MOST));
    }
    try (SseSink sink = response.sink(SseSink.TYPE)) {
      int quiet = 0;
      while (!closed) {
        Optional<Object> next = news.next();
        if (next.isPresent()) {
          sink.emit(SseEvent.create(Json.MAPPER.writeValueAsString(next.get())));
          quiet = 0;
        } else if (news.ended()) {
          sink.emit(SseEvent.builder().name("end").data("{}").build());
          return;
        } else if (++quiet % BREATH == 0) {
          // a page that has gone is noticed when something is sent to it
          sink.emit(SseEvent.builder().comment("still here").build());
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      places.release();
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
