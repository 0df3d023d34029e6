package gradus.nn.emit;

/// Calls that transform weights for convolutions by tiles.
final class Filters {

  private Filters() {}

  /// The transformed weights of a convolution by tiles.
  ///
  /// @param weights an array [out, in, height, width]
  static String of(
      Methods methods, String weights, int in, int out, int height, int width, boolean phases) {
    if (!phases) {
      return "%s(%s, %d, %d, 3)".formatted(methods.use("filters"), weights, in, out);
    }
    return "%s(%s(%s, %d, %d, %d), %d, %d, %d)"
        .formatted(
            methods.use("filters"),
            methods.use("phaseWeights"),
            weights,
            in * out,
            height,
            width,
            4 * in,
            out,
            Math.ceilDiv(height, 2));
  }
}
