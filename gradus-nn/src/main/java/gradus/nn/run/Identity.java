package gradus.nn.run;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;

/// Which run a folder holds: it stays when the folder is moved, copied or resumed.
///
/// Nothing that is computed depends on it.
///
/// @param id 16 hexadecimal digits, drawn at random
/// @param parent the run whose model this one began with, if it was fine-tuned
/// @param begun when it began
public record Identity(String id, Optional<String> parent, Instant begun) {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 8;

  public Identity {
    requireId(id);
    parent.ifPresent(Identity::requireId);
  }

  /// A new run, which begins now.
  static Identity fresh(Optional<String> parent) {
    return at(Instant.now(), parent);
  }

  /// A new name for a run that began at some moment.
  static Identity at(Instant begun, Optional<String> parent) {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new Identity(
        HexFormat.of().formatHex(bytes), parent, begun.truncatedTo(ChronoUnit.MILLIS));
  }

  private static void requireId(String id) {
    if (!id.matches("[0-9a-f]{16}")) {
      throw new IllegalArgumentException(
          "run %s: expected an id of 16 hexadecimal digits, found \"%s\". Delete identity.json to give the run a new one."
              .formatted(id, id));
    }
  }
}
