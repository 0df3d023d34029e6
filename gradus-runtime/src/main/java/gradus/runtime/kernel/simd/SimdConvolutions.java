package gradus.runtime.kernel.simd;

import gradus.runtime.kernel.Convolution;
import gradus.runtime.kernel.ConvolutionShape;
import gradus.runtime.kernel.Convolutions;

/// Convolutions by register tiles.
public class SimdConvolutions implements Convolutions {

  @Override
  public Convolution convolution(ConvolutionShape shape) {
    return new SimdConvolution(shape);
  }
}
