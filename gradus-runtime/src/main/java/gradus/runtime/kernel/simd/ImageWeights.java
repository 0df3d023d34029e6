package gradus.runtime.kernel.simd;

import gradus.runtime.kernel.ConvolutionShape;

/// Packs a convolution's weights in the order in which {@link ImageTiles} read them: a tile's
/// height of rows after the other, step by step.
final class ImageWeights {

  /// Where the weights of each tap lie in a kernel.
  private final int[] positions;

  private final int channels;
  private final int rows;
  private final int height;
  private final int rowStride;
  private final int channelStride;

  /// @param forward whether rows are output channels, else input channels
  /// @param height rows of a tile
  ImageWeights(ConvolutionShape s, boolean forward, Slide.Comb y, Slide.Comb x, int height) {
    this.height = height;
    channels = forward ? s.inChannels() : s.outChannels();
    rows = forward ? s.outChannels() : s.inChannels();
    rowStride = forward ? s.inChannels() * s.kernelPlane() : s.kernelPlane();
    channelStride = forward ? s.kernelPlane() : s.inChannels() * s.kernelPlane();
    positions = new int[y.taps.length * x.taps.length];
    for (int t = 0; t < positions.length; t++) {
      int line = y.taps[t / x.taps.length] * s.width().kernel();
      positions[t] = s.weightPosition(line + x.taps[t % x.taps.length]);
    }
  }

  /// Rows, rounded up to whole tiles.
  int rows() {
    return Math.ceilDiv(rows, height) * height;
  }

  int floats() {
    return rows() * positions.length * channels;
  }

  void pack(float[] w, int wOffset, float[] packed, int start) {
    int at = start;
    for (int row = 0; row < rows; row += height) {
      for (int position : positions) {
        for (int c = 0; c < channels; c++) {
          int from = wOffset + c * channelStride + position;
          for (int r = row; r < row + height; r++) {
            packed[at++] = r < rows ? w[from + r * rowStride] : 0;
          }
        }
      }
    }
  }

  /// Whether all weights are finite: those that are not make NaN of 0.
  boolean areFinite(float[] packed, int start) {
    float sum = 0;
    for (int i = start; i < start + floats(); i++) {
      sum += 0 * packed[i];
    }
    return sum == 0;
  }
}
