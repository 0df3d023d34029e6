package gradus.runtime.kernel;

/// Convolutions of small images: gradients whose lanes are images, where the places of a line and
/// the output channels would leave lanes of a vector empty.
///
/// Order, and so the bits:
///
/// - *Backward to the weights*, `w̄[o, c, j]`: the images are cut into sixteens, of which the last
///   is made whole by images and cotangents of +0. Lane `l` of 16 takes, with fused multiply-adds
///   from +0, the output positions of image `l`, row-major, in strips of {@link Product#CHUNK}, and
///   adds each strip to its total. The totals, which begin at +0 and go on from sixteen to sixteen,
///   are added in the tree of {@link Reductions}. Padding takes part as a factor of +0.
/// - *Backward to the input*: the sums of {@link Convolution}, to which +0 is added in the end, so
///   that none is −0. Then terms whose window lies outside `y` change no sum of finite weights, and
///   may be left out where all weights are finite.
public final class ImageSums {

  /// Images that are summed beside each other.
  public static final int LANES = 16;

  /// The fewest output channels that fill a tile, and the most that would leave lanes of a vector
  /// of 512 bits empty or just fill one.
  private static final int FEWEST_CHANNELS = 3;

  private static final int MOST_CHANNELS = 16;

  /// The most elements of an image's input and output, of which some tens stay in a cache.
  private static final int MOST = 8192;

  private ImageSums() {}

  /// Whether a convolution is computed so: its shape decides, without the batch.
  static boolean serves(ConvolutionShape shape) {
    int places = shape.height().out() * shape.width().out();
    int in = shape.inChannels() * shape.inPlane();
    int terms = shape.inChannels() * shape.kernelPlane();
    return shape.groups() == 1
        && shape.depth().equals(WindowAxis.UNIT)
        && isDense(shape.height())
        && isDense(shape.width())
        && shape.outChannels() >= FEWEST_CHANNELS
        && shape.outChannels() <= MOST_CHANNELS
        && terms >= LANES
        && places >= LANES
        && shape.inPlane() >= LANES
        && in + shape.outChannels() * places <= MOST;
  }

  private static boolean isDense(WindowAxis axis) {
    return axis.stride() == 1 && axis.kernel() > 1;
  }
}
