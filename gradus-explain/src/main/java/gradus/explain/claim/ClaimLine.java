package gradus.explain.claim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A claim of a file, and the verdict that its line expects.
///
/// @param heading the last comment that stood on a line of its own, without its `#`
/// @param claim the claim
/// @param expected `PROVED`, `REFUTED`, `UNDECIDED`, or nothing
public record ClaimLine(String heading, String claim, String expected) {

  /// The claims of a text: a line each, `\` at an end continues, `#` begins a comment. The mark
  /// with which some editors begin a file is none of it.
  public static List<ClaimLine> read(String text) {
    List<ClaimLine> lines = new ArrayList<>();
    String heading = "";
    String all = text.startsWith("\uFEFF") ? text.substring(1) : text;
    for (String line : all.replaceAll("\\\\\\R", " ").lines().toList()) {
      String claim = line.replaceFirst("(^|\\s)#.*", "").strip();
      heading = line.startsWith("#") ? line.substring(1).strip() : heading;
      String small = claim.toLowerCase(Locale.ROOT);
      String expected =
          small.endsWith("expect refuted")
              ? "REFUTED"
              : small.endsWith("expect proved")
                  ? "PROVED"
                  : small.endsWith("expect undecided") ? "UNDECIDED" : "";
      if (!expected.isEmpty()) {
        claim = claim.replaceFirst("(?i)[;,]?\\s*expect (refuted|proved|undecided)$", "");
      }
      if (!claim.isBlank()) {
        lines.add(new ClaimLine(heading, claim.replaceAll("\\s+", " "), expected));
      }
    }
    return lines;
  }

  /// A claim of which nothing is expected.
  public static ClaimLine of(String claim) {
    return new ClaimLine("", claim, "");
  }

  /// Whether the verdict is the expected one.
  public boolean met(String verdict) {
    return !expected.isEmpty()
        && (verdict.startsWith(expected)
            || (expected.equals("UNDECIDED") && verdict.equals("CHECKED")));
  }
}
