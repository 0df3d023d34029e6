package gradus.runtime.kernel.scalar;

import gradus.runtime.kernel.Convolution;
import gradus.runtime.kernel.ConvolutionShape;
import gradus.runtime.kernel.Convolutions;

/// Convolutions in plain loops.
public final class ScalarConvolutions extends Convolutions {

  /// @param bySums whether every convolution is computed by the sum of its definition
  public ScalarConvolutions(boolean bySums) {
    super(bySums);
  }

  /// Convolutions by the ways that take the fewest operations.
  public ScalarConvolutions() {
    this(false);
  }

  @Override
  public Convolution convolution(ConvolutionShape shape) {
    return new ScalarConvolution(shape, way(shape));
  }
}
