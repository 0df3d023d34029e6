package gradus.web.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HttpException;
import io.helidon.http.ServerRequestHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerResponse;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// What every request passes: who asks, safe headers, errors as JSON, the log, and the count of
/// those under way. It changes with each.
final class Gate implements Filter {

  private static final System.Logger LOG = System.getLogger(Gate.class.getName());
  private static final String BEARER = "Bearer ";

  private final HttpOptions options;
  private final AccessLog log;
  private final Set<String> free;
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile boolean closing;

  /// @param free the addresses that need no key, such as those that ask whether it lives
  Gate(HttpOptions options, Set<String> free) {
    this.options = options;
    this.log = new AccessLog(options.log());
    this.free = Set.copyOf(free);
  }

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    long start = System.nanoTime();
    AtomicBoolean written = new AtomicBoolean();
    Runnable end =
        () -> {
          if (written.compareAndSet(false, true)) {
            log.write(request, response.status().code(), System.nanoTime() - start);
          }
        };
    response.whenSent(end);
    underWay.incrementAndGet();
    try {
      safeHeaders(response);
      Arrivals.begun();
      admit(request);
      chain.proceed();
    } catch (RuntimeException failure) {
      answer(response, failure);
    } finally {
      underWay.decrementAndGet();
      Arrivals.ended();
    }
  }

  private void safeHeaders(RoutingResponse response) {
    response.header(HeaderNames.create("X-Content-Type-Options"), "nosniff");
    response.header(HeaderNames.create("Content-Security-Policy"), options.contentSecurityPolicy());
    response.header(HeaderNames.create("Referrer-Policy"), "no-referrer");
    response.header(HeaderNames.create("Cross-Origin-Resource-Policy"), "same-origin");
    response.header(HeaderNames.CACHE_CONTROL, "no-store");
    if (closing) {
      response.header(HeaderNames.CONNECTION, "close");
    }
  }

  private void admit(RoutingRequest request) {
    ServerRequestHeaders headers = request.headers();
    String host = headers.first(HeaderNames.HOST).orElse("");
    if (options.key().isPresent()) {
      if (!free.contains(request.path().path())) {
        requireKey(headers, options.key().get());
      }
    } else if (!options.openToAll() && !Exposure.isLocalHost(host)) {
      throw new HttpProblem(
          403,
          "The header Host: expected a name of this machine such as localhost, found another. Ask"
              + " by that name, or give the server a key.");
    }
    Optional<String> origin = headers.first(HeaderNames.ORIGIN);
    if (options.key().isEmpty()
        && origin.isPresent()
        && !Exposure.isSameOrigin(origin.get(), host)) {
      throw new HttpProblem(
          403,
          "The header Origin: expected the server's own, found another page's. Pages elsewhere may"
              + " not ask.");
    }
    if (closing) {
      throw new HttpProblem(
              503, "The server: expected to be running, found it stopping. Ask another one.")
          .retryAfter(1);
    }
  }

  private static void requireKey(ServerRequestHeaders headers, ApiKey key) {
    String bearer = headers.first(HeaderNames.AUTHORIZATION).orElse("");
    String presented =
        bearer.regionMatches(true, 0, BEARER, 0, BEARER.length())
            ? bearer.substring(BEARER.length()).strip()
            : headers.first(HeaderNames.create("X-API-Key")).orElse("");
    if (!key.accepts(presented)) {
      throw new HttpProblem(
          401,
          "The API key: expected the server's, found %s. Send the header \"Authorization: Bearer KEY\"."
              .formatted(presented.isEmpty() ? "none" : "another"));
    }
  }

  /// Answers a failure, unless an answer is on its way already.
  static void answer(ServerResponse response, Throwable failure) {
    if (response.isSent()) {
      return;
    }
    HttpProblem problem = problem(failure);
    response
        .status(Status.create(problem.status()))
        .header(HeaderNames.CONTENT_TYPE, "application/json");
    if (problem.retryAfterSeconds() > 0) {
      response.header(HeaderNames.RETRY_AFTER, String.valueOf(problem.retryAfterSeconds()));
    }
    if (problem.status() == 401) {
      response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer");
    }
    if (problem.closes()) {
      response.header(HeaderNames.CONNECTION, "close");
    }
    response.send(Json.error(String.valueOf(problem.getMessage())));
  }

  private static HttpProblem problem(Throwable failure) {
    return switch (failure) {
      case HttpProblem problem -> problem;
      case HttpException refused when refused.status().code() == 404 -> notFound();
      case HttpException refused ->
          new HttpProblem(
              refused.status().code(),
              "%s. See /openapi.json for what is served here."
                  .formatted(refused.status().reasonPhrase()));
      case UncheckedIOException gone -> throw gone;
      default -> {
        LOG.log(System.Logger.Level.ERROR, "a request failed", failure);
        yield new HttpProblem(
            500, "This is a fault of the server; its log says more. Please report it.");
      }
    };
  }

  static HttpProblem notFound() {
    return new HttpProblem(
        404,
        "The address: expected one that is served here, found another. See /openapi.json for all.");
  }

  /// How many requests are under way.
  int underWay() {
    return underWay.get();
  }

  /// Lets no new request in, and waits for those under way.
  void close(Duration patience) {
    closing = true;
    long end = System.nanoTime() + patience.toNanos();
    try {
      while (underWay.get() > 0 && System.nanoTime() - end < 0) {
        Thread.sleep(5);
      }
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }
}
