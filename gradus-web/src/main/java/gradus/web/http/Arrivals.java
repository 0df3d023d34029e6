package gradus.web.http;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Connections whose next request has yet to come, and how long it may take. It changes with each.
///
/// Helidon interrupts a connection that waits for a first line, but neither one whose headers come
/// a byte at a time nor one whose handshake of TLS never ends: these would keep their place for
/// hours. Here a request has to be there, to the last line of its head, within a time from when the
/// connection was opened, and within a longer one from the answer before.
final class Arrivals implements ServerConnectionSelector, AutoCloseable {

  private static final ScopedValue<Arrival> CURRENT = ScopedValue.newInstance();
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final long CUT = -1;
  private static final long ANSWERED = -2;

  private final Http1ConnectionSelector http =
      Http1ConnectionSelector.builder().config(Http1Config.create()).build();
  private final Set<Arrival> waiting = ConcurrentHashMap.newKeySet();
  private final Duration first;
  private final Duration next;
  private final long origin = System.nanoTime();
  private final Thread watch =
      Thread.ofPlatform().daemon().name("gradus-arrivals").start(this::watch);

  /// @param first from the opening of a connection to the end of the first head
  /// @param next from an answer to the end of the next head
  Arrivals(Duration first, Duration next) {
    this.first = first;
    this.next = next;
  }

  /// Says that the head of a request is there: the thread is that of its connection.
  ///
  /// Throws {@link HttpProblem} 408 where its time was over just before.
  static void begun() {
    if (CURRENT.isBound() && !CURRENT.get().answer()) {
      throw new HttpProblem(
              408, "The request: expected its headers in time, found them late. Send them at once.")
          .closing();
    }
  }

  /// Says that a request is answered, and the next one awaited.
  static void ended() {
    if (CURRENT.isBound()) {
      CURRENT.get().await();
    }
  }

  @Override
  public int bytesToIdentifyConnection() {
    return http.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return http.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return http.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    return new Arrival(http.connection(context));
  }

  private void watch() {
    try {
      while (true) {
        Thread.sleep(LOOK);
        waiting.forEach(Arrival::cutIfLate);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    watch.interrupt();
  }

  /// A connection, and until when its next head has to be there.
  private final class Arrival implements ServerConnection, InterruptableTask<Void> {

    private final ServerConnection inner;
    private final Thread thread = Thread.currentThread();
    // nanoseconds from the origin on; or what became of the request
    private final AtomicLong until = new AtomicLong(after(first));

    Arrival(ServerConnection inner) {
      this.inner = inner;
    }

    private long after(Duration time) {
      return System.nanoTime() - origin + time.toNanos();
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
      waiting.add(this);
      try {
        ScopedValue.where(CURRENT, this)
            .call(
                () -> {
                  inner.handle(limit);
                  return true;
                });
      } finally {
        waiting.remove(this);
      }
    }

    boolean answer() {
      return until.getAndUpdate(it -> it == CUT ? CUT : ANSWERED) != CUT;
    }

    void await() {
      until.compareAndSet(ANSWERED, after(next));
    }

    void cutIfLate() {
      long end = until.get();
      if (end >= 0 && System.nanoTime() - origin > end && until.compareAndSet(end, CUT)) {
        thread.interrupt(); // ends what a virtual thread waits for, and its connection with it
      }
    }

    /// So that a stop of the server does not wait for connections that wait.
    @Override
    public boolean canInterrupt() {
      return inner instanceof InterruptableTask<?> task && task.canInterrupt();
    }

    @Override
    public Duration idleTime() {
      return inner.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
      inner.close(interrupt);
    }
  }
}
