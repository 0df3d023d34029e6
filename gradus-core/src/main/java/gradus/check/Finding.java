package gradus.check;

import java.util.Locale;

/// A place where a derivative and the difference of values disagree.
///
/// @param gradient what the gradient is of, with the node's name: `w`, or `x, w` for the gradient
///   in `w` of the gradient in `x`
/// @param place the index of the entry, or the direction
/// @param expected the central difference
/// @param found what the derivative rules say
/// @param error the difference of the two, relative to the larger
public record Finding(String gradient, String place, double expected, double found, double error) {

  /// `w[0, 3]: expected 0.5 from differences, found 0.25 (relative error 0.5)`.
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s%s: expected %.9g from differences, found %.9g (relative error %.2g)",
        gradient,
        place.startsWith("[") ? place : " " + place,
        expected,
        found,
        error);
  }
}
