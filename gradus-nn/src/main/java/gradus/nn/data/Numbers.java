package gradus.nn.data;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/// Reads numbers as tables write them: digits, a point, an exponent, and nothing that Java adds.
final class Numbers {
  private static final Set<String> MISSING = Set.of("", "?", "na", "n/a", "nan", "null");

  private Numbers() {}

  /// The number that the text writes; none for words, hexadecimals, `1f`, NaN and infinities.
  static OptionalDouble parse(String text) {
    if (text.isEmpty()) {
      return OptionalDouble.empty();
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean fine = (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+';
      if (!fine && c != 'e' && c != 'E') {
        return OptionalDouble.empty();
      }
    }
    try {
      return OptionalDouble.of(Double.parseDouble(text));
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  static boolean isNumber(String text) {
    return parse(text).isPresent();
  }

  /// Whether the text is one of the usual ways to say that a value is not known.
  static boolean isMissing(String text) {
    return MISSING.contains(text.toLowerCase(Locale.ROOT));
  }

  /// `3` for 3.0, and `3.5` for 3.5.
  static String text(double value) {
    return value == (long) value && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
