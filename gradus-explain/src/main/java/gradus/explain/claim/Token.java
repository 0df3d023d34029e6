package gradus.explain.claim;

/// A word, number or sign of a claim, with its place in the text.
///
/// @param kind which
/// @param text as the parser knows it: `<=` for `≤` and `\le`
/// @param at where it begins
/// @param end where it ends
record Token(Kind kind, String text, int at, int end) {

  /// What a token is.
  enum Kind {
    NUMBER,
    NAME,
    SIGN,
    END
  }

  boolean is(String sign) {
    return text.equals(sign) && (kind != Kind.NUMBER || sign.equals("1"));
  }

  /// Whether it is the number 1, which stands before a condition: `1{i = j}`.
  boolean is1() {
    return kind == Kind.NUMBER && text.equals("1");
  }

  boolean isName() {
    return kind == Kind.NAME;
  }

  /// As an error names it.
  String shown() {
    return kind == Kind.END ? "the end" : "\"" + text + "\"";
  }
}
