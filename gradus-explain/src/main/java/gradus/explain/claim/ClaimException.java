package gradus.explain.claim;

/// A claim that cannot be understood: where, what was expected, what was found, how to mend it.
public final class ClaimException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  private static final int SHOWN = 60;

  private final int at;

  /// An error at a character of the claim.
  ///
  /// @param at the character, counted from 0
  /// @param expected what would have been right there
  /// @param found what stands there
  /// @param mend what to write
  public ClaimException(int at, String expected, String found, String mend) {
    super("character %d: expected %s, found %s. %s".formatted(at + 1, expected, found, mend));
    this.at = at;
  }

  /// The character at which it went wrong, counted from 0.
  public int at() {
    return at;
  }

  /// The line of the claim around the error, and a line with a caret below the character.
  public String pointedAt(String claim) {
    int from = Math.max(0, Math.min(at, claim.length()) - SHOWN);
    int to = Math.min(claim.length(), from + 2 * SHOWN);
    String before = from > 0 ? "…" : "";
    String shown =
        (before + claim.substring(from, to) + (to < claim.length() ? "…" : ""))
            .replaceAll("\\p{Cntrl}", "·");
    int column = before.length() + Math.min(at, claim.length()) - from;
    return shown + System.lineSeparator() + " ".repeat(column) + "^";
  }
}
