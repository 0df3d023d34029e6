package gradus.runtime.kernel.simd;

import gradus.runtime.kernel.ConvolutionShape;

/// Packs a convolution's weights in the order in which register tiles read them: group after group,
/// sweep after sweep, a tile's height of rows after the other (its width, where they are lanes),
/// step by step.
final class WeightPacking {

  private final Sweep[] sweeps;
  private final int channels;
  private final int rows;
  private final int kernelPlane;
  private final int rowStride;
  private final int channelStride;
  private final int group;
  private final Blocks blocks;

  /// @param forward whether rows are output channels, else input channels
  /// @param blocks which read them
  WeightPacking(ConvolutionShape s, boolean forward, Blocks blocks, Sweep[] sweeps) {
    this.sweeps = sweeps;
    this.blocks = blocks;
    channels = forward ? s.groupIn() : s.groupOut();
    rows = forward ? s.groupOut() : s.groupIn();
    kernelPlane = s.kernelPlane();
    rowStride = forward ? s.groupIn() * kernelPlane : kernelPlane;
    channelStride = forward ? kernelPlane : s.groupIn() * kernelPlane;
    int floats = 0;
    for (Sweep sweep : sweeps) {
      floats += rows() * sweep.terms();
    }
    group = floats;
  }

  /// Floats of the packed weights of a group.
  int group() {
    return group;
  }

  /// Rows of a group, rounded up to whole tiles.
  int rows() {
    return blocks.padded(rows);
  }

  /// Packs the weights of the rows `from` to `to`, counted over all groups, each to its place among
  /// all.
  void pack(int from, int to, float[] w, int wOffset, float[] packed, int packedAt) {
    for (int g = from / rows; g * rows < to; g++) {
      int rowTo = Math.min(rows, to - g * rows);
      int first = wOffset + g * rows * channels * kernelPlane;
      int at = packedAt + g * group;
      for (Sweep sweep : sweeps) {
        for (int row = Math.max(0, from - g * rows); row < rowTo; ) {
          int height = blocks.height(rows - row);
          int valid = Math.min(height, rows - row);
          int place = at + row * sweep.terms();
          packRows(sweep, w, first + row * rowStride, valid, height, packed, place);
          row += height;
        }
        at += rows() * sweep.terms();
      }
    }
  }

  private void packRows(
      Sweep sweep, float[] w, int first, int valid, int height, float[] packed, int start) {
    int at = start;
    for (int position : sweep.weights) {
      for (int c = 0; c < channels; c++) {
        int from = first + c * channelStride + position;
        for (int r = 0; r < height; r++) {
          packed[at++] = r < valid ? w[from + r * rowStride] : 0;
        }
      }
    }
  }
}
