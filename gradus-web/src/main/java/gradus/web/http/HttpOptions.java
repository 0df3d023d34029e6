package gradus.web.http;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// How a server listens and whom it serves.
///
/// @param bind the address it listens on
/// @param port the port; 0 for any that is free
/// @param key what callers must know, if anything
/// @param openToAll whether an address that others reach may be served without a key
/// @param tls the files for TLS, if it is wanted
/// @param mostBodyBytes the longest request
/// @param headTime how long a new connection may take until the head of a request is there
/// @param bodyTime how long a request's body may take to arrive
/// @param grace how long a stop waits for what was accepted
/// @param contentSecurityPolicy what pages may do, as browsers enforce it
/// @param log takes one line of JSON for each request
public record HttpOptions(
    String bind,
    int port,
    Optional<ApiKey> key,
    boolean openToAll,
    Optional<TlsFiles> tls,
    long mostBodyBytes,
    Duration headTime,
    Duration bodyTime,
    Duration grace,
    String contentSecurityPolicy,
    Consumer<String> log) {

  /// This machine alone, any free port, 16 MiB a request, no log.
  public static HttpOptions standard() {
    return new HttpOptions(
        "127.0.0.1",
        0,
        Optional.empty(),
        false,
        Optional.empty(),
        16L << 20,
        Duration.ofSeconds(10),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        "default-src 'none'; frame-ancestors 'none'",
        _ -> {});
  }

  /// The same on another address and port.
  public HttpOptions at(String address, int number) {
    return new HttpOptions(
        address,
        number,
        key,
        openToAll,
        tls,
        mostBodyBytes,
        headTime,
        bodyTime,
        grace,
        contentSecurityPolicy,
        log);
  }

  /// The same with a key.
  public HttpOptions withKey(Optional<ApiKey> wanted) {
    return new HttpOptions(
        bind,
        port,
        wanted,
        openToAll,
        tls,
        mostBodyBytes,
        headTime,
        bodyTime,
        grace,
        contentSecurityPolicy,
        log);
  }

  /// The same open to others without a key, or not.
  public HttpOptions withOpenToAll(boolean open) {
    return new HttpOptions(
        bind,
        port,
        key,
        open,
        tls,
        mostBodyBytes,
        headTime,
        bodyTime,
        grace,
        contentSecurityPolicy,
        log);
  }

  /// The same with TLS.
  public HttpOptions withTls(Optional<TlsFiles> files) {
    return new HttpOptions(
        bind,
        port,
        key,
        openToAll,
        files,
        mostBodyBytes,
        headTime,
        bodyTime,
        grace,
        contentSecurityPolicy,
        log);
  }

  /// The same with other limits.
  ///
  /// @param bytes the longest request
  /// @param arrival how long a body may take to arrive
  /// @param patience how long a stop waits for what was accepted
  public HttpOptions withLimits(long bytes, Duration arrival, Duration patience) {
    return new HttpOptions(
        bind,
        port,
        key,
        openToAll,
        tls,
        bytes,
        headTime,
        arrival,
        patience,
        contentSecurityPolicy,
        log);
  }

  /// The same with another time until the head of a request is there.
  public HttpOptions withHeadTime(Duration time) {
    return new HttpOptions(
        bind,
        port,
        key,
        openToAll,
        tls,
        mostBodyBytes,
        time,
        bodyTime,
        grace,
        contentSecurityPolicy,
        log);
  }

  /// The same with another policy for pages.
  public HttpOptions withContentSecurityPolicy(String policy) {
    return new HttpOptions(
        bind, port, key, openToAll, tls, mostBodyBytes, headTime, bodyTime, grace, policy, log);
  }

  /// The same with another log.
  public HttpOptions withLog(Consumer<String> lines) {
    return new HttpOptions(
        bind,
        port,
        key,
        openToAll,
        tls,
        mostBodyBytes,
        headTime,
        bodyTime,
        grace,
        contentSecurityPolicy,
        lines);
  }
}
