package gradus.explain.claim;

/// Looks ahead whether a derivative begins.
record SlopeAhead(Cursor cursor) {

  /// How many tokens a numerator may have that is looked through ahead.
  private static final int FAR = 60;

  /// Whether a derivative begins some tokens ahead: `∂`, `∇`, `d/da`, `dL/da`, `\\frac{d}{da}`.
  boolean startsAt(int ahead) {
    Token first = cursor.peek(ahead);
    if (first.is("\\frac")) {
      int close = cursor.peek(ahead + 1).is("{") ? closing(ahead + 1) : 0;
      return close > 0 && isDenominator(cursor.peek(ahead + 2)) && isBelow(close + 1);
    }
    if (!first.isName() || !first.text().startsWith("d") || cursor.isDefined(first.text())) {
      return first.is("∂") || first.is("∇");
    }
    int stroke = first.is("d") ? stroke(ahead + 1) : ahead + 1;
    return cursor.peek(stroke).is("/") && isBelow(stroke);
  }

  /// Whether the `∂` that stands here begins another derivative: `∂/∂a ∂/∂b f`.
  boolean isAnother() {
    int stroke = stroke(1);
    return cursor.peek(stroke).is("/") && isBelow(stroke);
  }

  /// Whether `da`, `d x` or `∂x` follows a sign, maybe in brackets.
  private boolean isBelow(int sign) {
    boolean open = cursor.peek(sign + 1).is("(") || cursor.peek(sign + 1).is("{");
    int at = cursor.peek(sign).is("{") || !open ? sign + 1 : sign + 2;
    Token below = cursor.peek(at);
    return isDenominator(below)
        && (below.is("∂") || !below.is("d") || cursor.peek(at + 1).isName());
  }

  /// The brace that closes the one some tokens ahead; 0 if none is near.
  private int closing(int open) {
    int depth = 0;
    for (int at = open; at < open + FAR; at++) {
      depth += cursor.peek(at).is("{") ? 1 : cursor.peek(at).is("}") ? -1 : 0;
      if (depth == 0) {
        return at;
      }
    }
    return 0;
  }

  /// The stroke of `d f(x) / d x`, before which a name with its indices and arguments stands.
  private int stroke(int from) {
    int depth = 0;
    for (int at = from; at < from + FAR; at++) {
      Token token = cursor.peek(at);
      depth += "([{".contains(token.text()) ? 1 : ")]}".contains(token.text()) ? -1 : 0;
      boolean ends = token.kind() == Token.Kind.END || "+-*,;=<>".contains(token.text());
      if (token.is("/") || depth < 0 || (depth == 0 && ends)) {
        return at;
      }
    }
    return from;
  }

  static boolean isDenominator(Token token) {
    return token.is("∂") || (token.isName() && token.text().startsWith("d"));
  }
}
