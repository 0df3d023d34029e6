package gradus.runtime.kernel;

/// How a convolution and its adjoints are computed in f32. The shape without the batch decides, and
/// never the kernel set, so that results are the same bits everywhere.
public enum ConvolutionWay {

  /// The sum of its definition, in the order that {@link Convolution} states. Whole numbers give
  /// whole numbers, as long as f32 holds them.
  SUM,

  /// Forward and back to the input by sums; back to the weights by {@link GradientLines}.
  LINES,

  /// Forward by sums; back to the input and to the weights by {@link ImageSums}.
  IMAGES,

  /// {@link Winograd}'s filtering: a fourth of the products.
  WINOGRAD,

  /// Forward by {@link Winograd}'s filtering of the phases of windows two apart; back to the input
  /// and to the weights by sums.
  PHASES,

  /// {@link Fourier} transforms: products that do not grow with the kernel.
  FOURIER;

  /// The way that takes the fewest operations.
  static ConvolutionWay of(ConvolutionShape shape) {
    if (Winograd.serves(shape)) {
      return WINOGRAD;
    }
    if (Winograd.servesPhases(shape)) {
      return PHASES;
    }
    if (Fourier.serves(shape)) {
      return FOURIER;
    }
    return ImageSums.serves(shape) ? IMAGES : GradientLines.serves(shape) ? LINES : SUM;
  }
}
