package gradus.web.http;

import io.helidon.common.tls.Tls;
import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.DirectHandler.TransportResponse;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/// A server that listens until it is closed; each request has a virtual thread of its own.
///
/// Closing lets no new request in, finishes those under way, then ends the connections.
public final class HttpServer implements AutoCloseable {

  // held here, since the log manager holds loggers weakly
  private static final Logger NOISE = Logger.getLogger("io.helidon");

  private static final Duration IDLE = Duration.ofSeconds(60);
  private static final int MOST_CONNECTIONS = 4096;
  private static final int UNREAD = 4;

  private final WebServer server;
  private final Gate gate;
  private final HttpOptions options;
  private final InetAddress address;
  private final Arrivals arrivals;

  private HttpServer(
      WebServer server, Gate gate, HttpOptions options, InetAddress address, Arrivals arrivals) {
    this.server = server;
    this.arrivals = arrivals;
    this.gate = gate;
    this.options = options;
    this.address = address;
  }

  /// Starts a server.
  ///
  /// Throws {@link IllegalArgumentException} for an address that others reach without a key, and
  /// where the port is taken; {@link gradus.tensor.FormatException} for files of TLS that cannot be
  /// read.
  ///
  /// @param options how it listens
  /// @param free the addresses that need no key
  /// @param routes what is served; every other address is answered with 404
  public static HttpServer start(
      HttpOptions options, Set<String> free, Consumer<HttpRouting.Builder> routes) {
    if (NOISE.getLevel() == null) {
      NOISE.setLevel(Level.SEVERE); // below it: clients that vanish, and a greeting
    }
    InetAddress address = Exposure.address(options);
    Gate gate = new Gate(options, free);
    HttpRouting.Builder routing = HttpRouting.builder();
    routing.addFilter(gate);
    routing.error(Throwable.class, (request, response, failure) -> Gate.answer(response, failure));
    routes.accept(routing);
    routing.any(
        (request, response) -> {
          throw Gate.notFound();
        });
    Optional<Tls> tls = options.tls().map(TlsFiles::read);
    requirePort(options, address);
    Arrivals arrivals = new Arrivals(options.headTime(), IDLE);
    var builder =
        WebServer.builder()
            .address(address)
            .port(options.port())
            .shutdownHook(false)
            .featuresDiscoverServices(false)
            .protocolsDiscoverServices(false)
            // Body sets the limit; this one is for what no handler reads
            .maxPayloadSize(UNREAD * options.mostBodyBytes())
            .maxTcpConnections(MOST_CONNECTIONS)
            .idleConnectionTimeout(IDLE)
            .shutdownGracePeriod(Duration.ofSeconds(1))
            .connectionOptions(socket -> socket.tcpNoDelay(true))
            .addConnectionSelector(arrivals)
            .directHandlers(directly())
            .routing(routing);
    tls.ifPresent(builder::tls);
    WebServer server = builder.build().start();
    if (!server.isRunning()) {
      arrivals.close();
      throw new IllegalArgumentException(
          "--port %d: expected a port of %s that can be opened, found that it was taken meanwhile. Choose another --port, or 0 for any."
              .formatted(options.port(), options.bind()));
    }
    return new HttpServer(server, gate, options, address, arrivals);
  }

  /// Tries the port first, since Helidon tells the reason to its log alone. The port is taken and
  /// not listened on: who asks already is refused, and not let in and thrown out again.
  private static void requirePort(HttpOptions options, InetAddress address) {
    try (Socket trial = new Socket()) {
      trial.setReuseAddress(true);
      trial.bind(new InetSocketAddress(address, options.port()));
    } catch (IOException | IllegalArgumentException taken) {
      throw new IllegalArgumentException(
          "--port %d: expected a free port of %s, found one that cannot be opened: %s. Choose another --port, or 0 for any."
              .formatted(options.port(), options.bind(), taken.getMessage()),
          taken);
    }
  }

  /// What is answered before a request is a request: as JSON too.
  private static DirectHandlers directly() {
    DirectHandler handler =
        (request, type, status, headers, message) -> {
          boolean packed = request.headers().contains(HeaderNames.CONTENT_ENCODING);
          int usual = status.code() == 200 ? type.defaultStatus().code() : status.code();
          int code = packed ? 415 : usual;
          return TransportResponse.builder()
              .status(Status.create(code))
              .headers(headers)
              .header(HeaderNames.CONTENT_TYPE, "application/json")
              .keepAlive(false)
              .entity(
                  Json.error(
                      packed
                          ? "The header Content-Encoding: expected none, found one. Send the body"
                              + " as it is, not packed."
                          : "The request: expected one of HTTP/1.1 within the limits, found another: %s. Send it as /openapi.json says."
                              .formatted(Status.create(code).reasonPhrase())))
              .build();
        };
    DirectHandlers.Builder all = DirectHandlers.builder();
    for (EventType type : EventType.values()) {
      all.addHandler(type, handler);
    }
    return all.build();
  }

  /// The port that it listens on.
  public int port() {
    return server.port();
  }

  /// Where it is reached from this machine.
  public URI uri() {
    String host =
        address.isAnyLocalAddress() || address.isLoopbackAddress()
            ? "localhost"
            : address.getHostAddress();
    return URI.create(
        "%s://%s:%d"
            .formatted(
                options.tls().isPresent() ? "https" : "http",
                host.contains(":") ? "[" + host + "]" : host,
                port()));
  }

  /// How many requests are under way.
  public int underWay() {
    return gate.underWay();
  }

  /// Finishes the requests under way, as long as the options' patience lasts, and stops.
  @Override
  public void close() {
    gate.close(options.grace());
    server.stop();
    arrivals.close();
  }
}
