package gradus.algebra.refute;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Values of smooth functions that were computed before: the same few numbers are tried at point
/// after point, and a sum of exponentials stands in each entry of a softmax.
///
/// A value depends on nothing but its key, so that remembering it changes no answer.
final class RememberedValues {

  private static final int MOST = 20_000;

  private static final ThreadLocal<Map<At, Real>> KNOWN = ThreadLocal.withInitial(HashMap::new);

  private RememberedValues() {}

  /// A function at a number.
  ///
  /// @param function its name
  /// @param x the number
  /// @param digits how many significant digits its ends have
  record At(String function, Real x, int digits) {}

  /// The value at a key, computed where it is not known.
  static Real of(At at, Supplier<Real> made) {
    Map<At, Real> known = KNOWN.get();
    Real value = known.get(at);
    if (value == null) {
      value = made.get();
      if (known.size() >= MOST) {
        known.clear();
      }
      known.put(at, value);
    }
    return value;
  }
}
