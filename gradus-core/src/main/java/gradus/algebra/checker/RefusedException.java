package gradus.algebra.checker;

import java.io.Serial;

/// A proof that proves nothing.
public final class RefusedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super("checker: " + message + ".");
  }
}
