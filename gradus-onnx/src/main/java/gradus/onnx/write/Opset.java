package gradus.onnx.write;

/// A version of ONNX's operators.
///
/// Source: ONNX, "Versioning", the table of released versions.
///
/// @param number from 13 to 27
record Opset(int number) {

  static final int OLDEST = 13;
  static final int NEWEST = 27;

  Opset {
    if (number < OLDEST || number > NEWEST) {
      throw new IllegalArgumentException(
          "opset %d: expected one from %d to %d, found %d. Take 21, which most tools read."
              .formatted(number, OLDEST, NEWEST, number));
    }
  }

  /// Whether this version has what another one brought.
  boolean since(int other) {
    return number >= other;
  }

  /// The version of the file format that came out with it.
  int irVersion() {
    return switch (number) {
      case 13, 14 -> 7;
      case 15, 16, 17, 18 -> 8;
      case 19, 20 -> 9;
      case 21, 22 -> 10;
      case 23 -> 11;
      case 24 -> 12;
      default -> 13;
    };
  }
}
