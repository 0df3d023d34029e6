package gradus.nn.data;

/// How sounds become examples.
///
/// @param length how many samples an example has: longer sounds are cut at the end, shorter ones
///   filled with zeros; 0 takes the length of the longest
/// @param normalised whether each example is divided by its largest magnitude
public record WavOptions(int length, boolean normalised) {
  /// The longest sound's length, normalised.
  public static final WavOptions AUTO = new WavOptions(0, true);

  /// Checks the length.
  public WavOptions {
    if (length < 0) {
      throw new IllegalArgumentException(
          "WavOptions(length=%d): expected 0 or more samples, found %d. Give 0 for the length of the longest sound."
              .formatted(length, length));
    }
  }

  /// The same with another length.
  public WavOptions withLength(int other) {
    return new WavOptions(other, normalised);
  }

  /// The same with or without division by the largest magnitude.
  public WavOptions withNormalised(boolean other) {
    return new WavOptions(length, other);
  }
}
