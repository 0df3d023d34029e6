package gradus.algebra.checker;

/// A proof that proves nothing.
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super("checker: " + message + ".");
  }
}
