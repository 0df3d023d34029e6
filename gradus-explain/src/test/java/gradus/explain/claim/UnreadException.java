package gradus.explain.claim;

/// A claim that the tests' own reader does not know how to read.
final class UnreadException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnreadException(String what) {
    super(what);
  }
}
