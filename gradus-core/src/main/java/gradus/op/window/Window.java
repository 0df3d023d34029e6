package gradus.op.window;

import gradus.op.Op;

/// An operation with a window that slides along the spatial axes.
///
/// Tensors are `[batch, channels, spatial…]` with 1 to 3 spatial axes.
public sealed interface Window extends Op
    permits Convolution, ConvolutionTranspose, ConvolutionWeight, Pool {

  /// How the window is placed.
  Placement placement();
}
