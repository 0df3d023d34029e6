package gradus.runtime.kernel.simd;

import gradus.runtime.kernel.Convolution;
import gradus.runtime.kernel.ConvolutionShape;
import gradus.runtime.kernel.Convolutions;

/// Convolutions by register tiles.
public final class SimdConvolutions extends Convolutions {

  /// @param bySums whether every convolution is computed by the sum of its definition
  public SimdConvolutions(boolean bySums) {
    super(bySums);
  }

  /// Convolutions by the ways that take the fewest operations.
  public SimdConvolutions() {
    this(false);
  }

  @Override
  public Convolution convolution(ConvolutionShape shape) {
    return new SimdConvolution(shape, way(shape));
  }
}
