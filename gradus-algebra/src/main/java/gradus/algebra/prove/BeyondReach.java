package gradus.algebra.prove;

import java.io.Serial;

/// Thrown inside the prover when a proof would need more than it has: room, time or a law.
final class BeyondReach extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  BeyondReach(String what) {
    super("prover: expected a goal within its reach, found " + what + ". Try fixed sizes.");
  }
}
