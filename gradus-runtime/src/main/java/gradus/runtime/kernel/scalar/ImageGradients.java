package gradus.runtime.kernel.scalar;

import static gradus.runtime.kernel.ImageSums.LANES;
import static gradus.runtime.kernel.Product.CHUNK;

import gradus.runtime.kernel.ConvolutionShape;
import gradus.runtime.kernel.ImageSums;
import gradus.runtime.kernel.WindowAxis;
import gradus.runtime.thread.Partition;

/// A convolution by sums, whose adjoints are as {@link ImageSums} says.
final class ImageGradients extends FloatConvolutions {

  ImageGradients(ConvolutionShape s) {
    super(s);
  }

  @Override
  public void backwardInput(
      int part,
      int parts,
      float[] yBar,
      int yOffset,
      float[] w,
      int wOffset,
      float[] xBar,
      int xOffset,
      float[] line,
      int lineOffset) {
    super.backwardInput(part, parts, yBar, yOffset, w, wOffset, xBar, xOffset, line, lineOffset);
    int all = s.batch() * s.inChannels();
    int to = xOffset + Partition.start(all, part + 1, parts) * s.inPlane();
    for (int i = xOffset + Partition.start(all, part, parts) * s.inPlane(); i < to; i++) {
      xBar[i] += 0f; // −0 becomes +0
    }
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
    int all = s.outChannels() * s.inChannels();
    int to = Partition.start(all, part + 1, parts);
    for (int pair = Partition.start(all, part, parts); pair < to; pair++) {
      int o = pair / s.inChannels();
      int c = pair % s.inChannels();
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
    float total = 0;
    for (int image = lane; image < s.batch(); image += LANES) {
      int from = xPlane + image * s.inChannels() * s.inPlane();
      int cotangents = yPlane + image * s.outChannels() * s.outPlane();
      for (int place = 0; place < s.outPlane(); place += CHUNK) {
        int end = Math.min(s.outPlane(), place + CHUNK);
        total += strip(j, place, end, x, from, yBar, cotangents);
      }
    }
    return total;
  }

  private float strip(
      int j, int place, int end, float[] x, int image, float[] yBar, int cotangents) {
    WindowAxis width = s.width();
    float sum = 0;
    for (int p = place; p < end; p++) {
      int start = seenLine(s, p / width.out(), j);
      int i = width.position(p % width.out(), j % width.kernel());
      float value = start >= 0 && i >= 0 && i < width.in() ? x[image + start + i] : 0;
      sum = Math.fma(value, yBar[cotangents + p], sum);
    }
    return sum;
  }
}
