package gradus.runtime.kernel;

/// Convolutions over one to three axes, with their adjoints.
///
/// @see Kernels#bySums
public abstract class Convolutions {

  private final boolean bySums;

  /// @param bySums whether every convolution is computed by the sum of its definition
  protected Convolutions(boolean bySums) {
    this.bySums = bySums;
  }

  /// How a convolution of that shape is computed in f32.
  public final ConvolutionWay way(ConvolutionShape shape) {
    return bySums ? ConvolutionWay.SUM : ConvolutionWay.of(shape);
  }

  /// A convolution prepared for a shape: prepare once, run often.
  public abstract Convolution convolution(ConvolutionShape shape);
}
