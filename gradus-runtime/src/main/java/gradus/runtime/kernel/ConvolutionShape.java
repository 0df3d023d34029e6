package gradus.runtime.kernel;

/// The whole geometry of a convolution over one to three spatial axes.
///
/// Layout, row-major: `x` is `[batch, inChannels, depth.in, height.in, width.in]`, `w` is
/// `[outChannels, inChannels / groups, depth.kernel, height.kernel, width.kernel]`, `y` is `[batch,
/// outChannels, depth.out, height.out, width.out]`. Lower ranks put {@link WindowAxis#UNIT} in
/// front.
///
/// Without `flipKernel` the operation is cross-correlation: the weight at kernel position `j` meets
/// what the window sees at `j`. With it, true convolution: the weight at `kernel − 1 − j` (on every
/// axis) meets what the window sees at `j`. Sums by definition run in the order of the window's
/// positions in both.
public record ConvolutionShape(
    int batch,
    int inChannels,
    int outChannels,
    int groups,
    WindowAxis depth,
    WindowAxis height,
    WindowAxis width,
    boolean flipKernel) {

  public ConvolutionShape {
    if (batch < 0 || inChannels < 1 || outChannels < 1) {
      throw new IllegalArgumentException(
          "ConvolutionShape: expected batch ≥ 0 and channels ≥ 1, found batch %d, %d in, %d out. "
                  .formatted(batch, inChannels, outChannels)
              + "Check the shapes of x and w.");
    }
    if (groups < 1 || inChannels % groups != 0 || outChannels % groups != 0) {
      throw new IllegalArgumentException(
          "ConvolutionShape: expected groups to divide %d in and %d out channels, found %d. "
                  .formatted(inChannels, outChannels, groups)
              + "Choose a common divisor.");
    }
  }

  /// A convolution over two axes, without groups, not flipped.
  public static ConvolutionShape of(
      int batch, int inChannels, int outChannels, WindowAxis height, WindowAxis width) {
    return new ConvolutionShape(
        batch, inChannels, outChannels, 1, WindowAxis.UNIT, height, width, false);
  }

  /// The same geometry for so many images.
  public ConvolutionShape withBatch(int images) {
    return new ConvolutionShape(
        images, inChannels, outChannels, groups, depth, height, width, flipKernel);
  }

  /// The same geometry with `groups` groups of channels.
  public ConvolutionShape withGroups(int count) {
    return new ConvolutionShape(
        batch, inChannels, outChannels, count, depth, height, width, flipKernel);
  }

  /// The same geometry with the kernel flipped or not.
  public ConvolutionShape withFlipKernel(boolean flip) {
    return new ConvolutionShape(batch, inChannels, outChannels, groups, depth, height, width, flip);
  }

  /// Input channels that one output channel sees.
  public int groupIn() {
    return inChannels / groups;
  }

  /// Output channels of one group.
  public int groupOut() {
    return outChannels / groups;
  }

  /// Elements of one channel of `x`.
  public int inPlane() {
    return depth.in() * height.in() * width.in();
  }

  /// Elements of one channel of `y`.
  public int outPlane() {
    return depth.out() * height.out() * width.out();
  }

  /// Positions of the kernel.
  public int kernelPlane() {
    return depth.kernel() * height.kernel() * width.kernel();
  }

  /// Elements of `x`.
  public int inSize() {
    return batch * inChannels * inPlane();
  }

  /// Elements of `y`.
  public int outSize() {
    return batch * outChannels * outPlane();
  }

  /// Elements of `w`.
  public int weightSize() {
    return outChannels * groupIn() * kernelPlane();
  }

  /// Where the weight of the row-major window position lies within one kernel.
  public int weightPosition(int windowPosition) {
    return flipKernel ? kernelPlane() - 1 - windowPosition : windowPosition;
  }

  /// Fused multiply-adds of the forward direction by definition, padding included.
  public long multiplyAdds() {
    return (long) batch * outChannels * outPlane() * groupIn() * kernelPlane();
  }

  /// How many parts are worth running with that many threads: a part should take tens of
  /// microseconds on one, since handing it over, and its operands from cache to cache, takes some.
  public int parts(int threads) {
    return Math.clamp(multiplyAdds() / 524_288, 1, threads);
  }
}
