package gradus.runtime.kernel;

/// Convolutions over one to three axes, with their adjoints.
public interface Convolutions {

  /// A convolution prepared for a shape: prepare once, run often.
  Convolution convolution(ConvolutionShape shape);
}
