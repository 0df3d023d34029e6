package gradus.runtime.kernel.scalar;

import static gradus.runtime.kernel.GradientLines.LANES;

import gradus.runtime.kernel.ConvolutionShape;
import gradus.runtime.kernel.GradientLines;
import gradus.runtime.kernel.WindowAxis;
import gradus.runtime.thread.Partition;

/// A convolution by sums, whose weights have their gradient by {@link GradientLines}.
final class LineGradients extends FloatConvolutions {

  LineGradients(ConvolutionShape s) {
    super(s);
  }

  @Override
  public void backwardWeights(
      int part,
      int parts,
      float[] x,
      int xOffset,
      float[] yBar,
      int yOffset,
      float[] wBar,
      int wOffset,
      float[] work,
      int workOffset) {
    int all = s.outChannels() * s.groupIn();
    int to = Partition.start(all, part + 1, parts);
    for (int pair = Partition.start(all, part, parts); pair < to; pair++) {
      int o = pair / s.groupIn();
      int c = o / s.groupOut() * s.groupIn() + pair % s.groupIn();
      for (int j = 0; j < s.kernelPlane(); j++) {
        wBar[wOffset + pair * s.kernelPlane() + s.weightPosition(j)] =
            tree(j, 0, 1, x, xOffset + c * s.inPlane(), yBar, yOffset + o * s.outPlane());
      }
    }
  }

  /// The sum of the lanes `lane`, `lane + step`, …
  private float tree(int j, int lane, int step, float[] x, int xPlane, float[] yBar, int yPlane) {
    return step == LANES
        ? lane(j, lane, x, xPlane, yBar, yPlane)
        : tree(j, lane, 2 * step, x, xPlane, yBar, yPlane)
            + tree(j, lane + step, 2 * step, x, xPlane, yBar, yPlane);
  }

  private float lane(int j, int lane, float[] x, int xPlane, float[] yBar, int yPlane) {
    int lines = GradientLines.lines(s);
    int strip = GradientLines.strip(s);
    float total = 0;
    for (int b = 0; b < s.batch(); b++) {
      int image = xPlane + b * s.inChannels() * s.inPlane();
      int cotangents = yPlane + b * s.outChannels() * s.outPlane();
      for (int line = 0; line < lines; line += strip) {
        int end = Math.min(lines, line + strip);
        total += places(j, line, end, lane, x, image, yBar, cotangents);
      }
    }
    return total;
  }

  /// Every sixteenth place of some lines.
  private float places(
      int j, int line, int end, int lane, float[] x, int image, float[] yBar, int cotangents) {
    WindowAxis width = s.width();
    float sum = 0;
    for (int row = line; row < end; row++) {
      int start = seenLine(s, row, j);
      int shift = width.position(0, j % width.kernel());
      for (int o = lane; o < GradientLines.places(s); o += LANES) {
        int i = shift + o;
        float value = start >= 0 && i >= 0 && i < width.in() ? x[image + start + i] : 0;
        float cotangent = o < width.out() ? yBar[cotangents + row * width.out() + o] : 0;
        sum = Math.fma(value, cotangent, sum);
      }
    }
    return sum;
  }
}
