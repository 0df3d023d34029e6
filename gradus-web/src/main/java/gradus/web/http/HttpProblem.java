package gradus.web.http;

/// A request that is answered with an error: a status and one sentence.
public final class HttpProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final int retryAfterSeconds;
  private final boolean closes;

  /// A problem of this status.
  ///
  /// @param status the status of HTTP, 400 or more
  /// @param message what is told to the caller
  public HttpProblem(int status, String message) {
    this(status, message, 0, false);
  }

  private HttpProblem(int status, String message, int retryAfterSeconds, boolean closes) {
    super(message, null, false, false);
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
    this.closes = closes;
  }

  /// The same with the advice to come back after some seconds.
  public HttpProblem retryAfter(int seconds) {
    return new HttpProblem(status, String.valueOf(getMessage()), seconds, closes);
  }

  /// The same, after which the connection ends: what is left of the request is not read.
  public HttpProblem closing() {
    return new HttpProblem(status, String.valueOf(getMessage()), retryAfterSeconds, true);
  }

  /// Whether the connection ends with the answer.
  public boolean closes() {
    return closes;
  }

  /// The status of HTTP.
  public int status() {
    return status;
  }

  /// After how many seconds it may go better; 0 where that is not known.
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
