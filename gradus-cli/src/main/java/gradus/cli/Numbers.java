package gradus.cli;

import java.util.Locale;

/// Numbers as they are told.
final class Numbers {

  private Numbers() {}

  /// A share as a percentage with two digits: `98.05 %`.
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  /// Four significant digits.
  static String short4(double value) {
    return Double.isNaN(value) ? "–" : String.format(Locale.ROOT, "%.4g", value);
  }

  /// A whole number with commas.
  static String count(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  /// `12 s` or `3 min 20 s`.
  static String duration(double seconds) {
    long whole = Math.round(seconds);
    return whole < 60
        ? String.format(Locale.ROOT, "%.1f s", seconds)
        : "%d min %d s".formatted(whole / 60, whole % 60);
  }
}
