package gradus.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A claim of a file, and the verdict that its line expects.
///
/// @param claim the claim
/// @param expected `PROVED`, `REFUTED`, `UNDECIDED`, or nothing
record ClaimLine(String claim, String expected) {

  /// The claims of a text: a line each, `\` at an end continues, `#` begins a comment.
  static List<ClaimLine> read(String text) {
    List<ClaimLine> lines = new ArrayList<>();
    for (String line : text.replaceAll("\\\\\\R", " ").lines().toList()) {
      String claim = line.replaceFirst("(^|\\s)#.*", "").strip();
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
        lines.add(new ClaimLine(claim, expected));
      }
    }
    return lines;
  }

  /// Whether the verdict is the expected one.
  boolean met(String verdict) {
    return !expected.isEmpty()
        && (verdict.startsWith(expected)
            || (expected.equals("UNDECIDED") && verdict.equals("CHECKED")));
  }
}
