package gradus.runtime.kernel.scalar;

import gradus.runtime.kernel.Convolution;
import gradus.runtime.kernel.ConvolutionShape;
import gradus.runtime.kernel.Convolutions;

/// Convolutions in plain loops.
public class ScalarConvolutions implements Convolutions {

  @Override
  public Convolution convolution(ConvolutionShape shape) {
    return new ScalarConvolution(shape);
  }
}
