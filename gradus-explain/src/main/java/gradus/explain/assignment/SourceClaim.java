package gradus.explain.assignment;

import gradus.explain.claim.ClaimLine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// A claim of `docs/guide/source-text.claims` that belongs to an item.
///
/// @param item the item's number: `1.4`
/// @param errata the errata that it is evidence for, perhaps none
/// @param line the claim with the verdict that is expected
public record SourceClaim(String item, List<String> errata, ClaimLine line) {

  private static final List<SourceClaim> ALL = read();

  public SourceClaim {
    errata = List.copyOf(errata);
  }

  /// All of them, in the order of the file.
  public static List<SourceClaim> all() {
    return ALL;
  }

  /// Those of one item.
  static List<SourceClaim> of(String item) {
    return ALL.stream().filter(it -> it.item.equals(item)).toList();
  }

  /// A claim that the engine is asked beside the answer to an item.
  static SourceClaim asked(String item, String claim) {
    return new SourceClaim(item, List.of(), new ClaimLine(item, claim, ""));
  }

  private static List<SourceClaim> read() {
    String file = "source-text.claims";
    try (InputStream in = SourceClaim.class.getResourceAsStream(file)) {
      String text =
          new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
      List<SourceClaim> claims = new ArrayList<>();
      ClaimLine.read(text).forEach(line -> claims.add(headed(line)));
      return List.copyOf(claims);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file, unreadable);
    }
  }

  /// `2.4, E26: of words no more is read` as item and errata.
  private static SourceClaim headed(ClaimLine line) {
    List<String> names = Arrays.asList(line.heading().replaceFirst(":.*", "").split(",\\s*"));
    return new SourceClaim(names.getFirst(), names.subList(1, names.size()), line);
  }
}
