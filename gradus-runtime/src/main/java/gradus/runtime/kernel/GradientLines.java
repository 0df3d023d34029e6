package gradus.runtime.kernel;

/// Gradients of the weights of few output channels: sums whose lanes are places of a line, where
/// output channels would leave most lanes of a vector empty.
///
/// Order, and so the bits, of `w̄[o, c, j]`: each line of results is made a whole number of
/// sixteens by cotangents of +0, and the lines of an image are cut into strips. Lane `l` of 16
/// takes, with fused multiply-adds from +0, the places `l`, `l + 16`, … of each line of a strip,
/// line by line, and adds that to its total. The totals, which begin at +0 and go on from strip to
/// strip and image to image, are added in the tree of {@link Reductions}. Padding takes part as a
/// factor of +0; so does what windows beyond a line's end would see, where an infinite or NaN input
/// makes NaN.
public final class GradientLines {

  /// Places that are summed beside each other.
  public static final int LANES = 16;

  /// The most output channels of a group.
  private static final int MOST_CHANNELS = 6;

  /// Terms of a lane's partial sum, about.
  private static final int TERMS = 64;

  private GradientLines() {}

  /// Whether a convolution's gradient is computed so: its shape decides, without the batch.
  static boolean serves(ConvolutionShape shape) {
    return shape.groupOut() <= MOST_CHANNELS
        && shape.groupIn() * shape.kernelPlane() >= LANES / 2
        && shape.width().out() >= LANES / 2
        && isDense(shape.depth())
        && isDense(shape.height())
        && isDense(shape.width());
  }

  private static boolean isDense(WindowAxis axis) {
    return axis.stride() == 1;
  }

  /// Lines of results of an image.
  public static int lines(ConvolutionShape shape) {
    return shape.depth().out() * shape.height().out();
  }

  /// Lines of a strip; the last one of an image may have fewer.
  public static int strip(ConvolutionShape shape) {
    return Math.max(1, TERMS * LANES / places(shape));
  }

  /// Places of a line, with those that make it whole sixteens.
  public static int places(ConvolutionShape shape) {
    return Math.ceilDiv(shape.width().out(), LANES) * LANES;
  }
}
