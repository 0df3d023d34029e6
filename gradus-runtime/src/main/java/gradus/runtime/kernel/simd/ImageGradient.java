package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.Product.CHUNK;
import static gradus.runtime.kernel.simd.Lanes.LANES;

import gradus.runtime.kernel.ConvolutionShape;
import gradus.runtime.kernel.ImageSums;
import gradus.runtime.thread.Partition;
import java.util.Arrays;

/// A convolution's direction back to the weights by {@link ImageSums}: a sixteen of images and
/// their cotangents are laid side by side, and read by {@link SixteenTiles}.
///
/// Few images, of which most lanes would be empty, are gone through one by one by a {@link
/// WeightGradient}, whose lanes are output channels, and their gradients are added in the same
/// tree.
///
/// A part's workspace holds these, then a tile and the totals; or the gradients of a few images.
final class ImageGradient implements GradientOfWeights {

  private static final int STEP = ImageSums.LANES;

  /// Images that take less time one by one.
  private static final int FEW = 10;

  private final ConvolutionShape shape;
  private final WeightGradient one;
  private final ImagePlanes planes;
  private final ImagePlanes cotangents;

  /// Where each place of the results reads.
  private final int[] places;

  /// How far from there each tap reads, in the order of the weights; then zeros.
  private final int[] taps;

  /// Channels and taps of a tile.
  private final int high;

  private final int wide;
  private final int tile;
  private final int tiles;
  private final int cotangentsAt;
  private final int tileAt;
  private final int totalsAt;

  ImageGradient(ConvolutionShape s) {
    shape = s;
    one = new WeightGradient(s.withBatch(1));
    planes = new ImagePlanes(Slide.forward(s.height()), Slide.forward(s.width()), s.inChannels());
    Slide all = Slide.whole(s.outPlane());
    cotangents = new ImagePlanes(Slide.whole(1), all, s.outChannels());
    places = new int[s.outPlane()];
    for (int p = 0; p < places.length; p++) {
      places[p] = planes.at(p / s.width().out(), p % s.width().out()) * STEP;
    }
    high = SixteenTiles.channels(s.outChannels(), rows());
    wide = SixteenTiles.taps(high);
    taps = taps(s, planes, wide);
    tile = high * wide * STEP;
    tiles = Math.ceilDiv(rows(), wide);
    cotangentsAt = Panels.whole(planes.floats(STEP));
    tileAt = cotangentsAt + Panels.whole(cotangents.floats(STEP));
    totalsAt = tileAt + tile;
  }

  private static int[] taps(ConvolutionShape s, ImagePlanes planes, int more) {
    int[] taps = new int[s.inChannels() * s.kernelPlane() + more];
    for (int c = 0; c < s.inChannels(); c++) {
      for (int j = 0; j < s.kernelPlane(); j++) {
        int y = j / s.width().kernel() * s.height().dilation();
        int x = j % s.width().kernel() * s.width().dilation();
        taps[c * s.kernelPlane() + s.weightPosition(j)] =
            (c * planes.plane + planes.at(y, x)) * STEP;
      }
    }
    return taps;
  }

  private int rows() {
    return shape.inChannels() * shape.kernelPlane();
  }

  private int totals() {
    return Math.ceilDiv(shape.outChannels(), high) * tiles * tile;
  }

  @Override
  public int workspace() {
    int few = FEW * Panels.whole(shape.weightSize()) + one.workspace();
    return Math.max(few, totalsAt + totals() + Panels.SLACK);
  }

  /// Computes one part: some taps, or of few images the first part all.
  @Override
  public void run(
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
    if (shape.batch() < FEW) {
      if (part == 0) {
        few(x, xOffset, yBar, yOffset, wBar, wOffset, work, workOffset);
      }
      return;
    }
    int from = Partition.start(rows(), part, parts, wide);
    int to = Partition.start(rows(), part + 1, parts, wide);
    int base = Panels.align(workOffset);
    if (from == to) {
      return;
    }
    int channelFrom = from / shape.kernelPlane();
    int channelTo = Math.ceilDiv(to, shape.kernelPlane());
    Arrays.fill(work, base + totalsAt, base + totalsAt + totals(), 0);
    for (int image = 0; image < shape.batch(); image += STEP) {
      int images = Math.min(STEP, shape.batch() - image);
      int in = shape.inChannels() * shape.inPlane();
      int out = shape.outChannels() * shape.outPlane();
      planes.turn(x, xOffset + image * in, in, images, STEP, channelFrom, channelTo, work, base);
      int y = base + cotangentsAt;
      cotangents.turn(
          yBar, yOffset + image * out, out, images, STEP, 0, shape.outChannels(), work, y);
      if (images < STEP) {
        int first = channelFrom * planes.plane;
        int count = channelTo * planes.plane - first;
        ImagePlanes.clear(work, base + first * STEP, count, STEP, images);
        ImagePlanes.clear(work, y, out, STEP, images);
      }
      sixteen(from, to, work, base);
    }
    writeOut(from, to, work, base + totalsAt, wBar, wOffset);
  }

  /// The gradient of fewer images than {@link #FEW}.
  private void few(
      float[] x,
      int xOffset,
      float[] yBar,
      int yOffset,
      float[] wBar,
      int wOffset,
      float[] work,
      int workOffset) {
    int size = Panels.whole(shape.weightSize());
    int rest = workOffset + FEW * size;
    for (int image = 0; image < shape.batch(); image++) {
      int in = xOffset + image * shape.inChannels() * shape.inPlane();
      int out = yOffset + image * shape.outChannels() * shape.outPlane();
      one.run(0, 1, x, in, yBar, out, work, workOffset + image * size, work, rest);
    }
    for (int half = STEP / 2; half > 0; half /= 2) {
      for (int lane = 0; lane < half && lane + half < shape.batch(); lane++) {
        int to = workOffset + lane * size;
        Panels.add(work, to + half * size, size, to);
      }
    }
    for (int i = 0; i < shape.weightSize(); i++) {
      wBar[wOffset + i] = shape.batch() == 0 ? 0 : work[workOffset + i] + 0f; // −0 becomes +0
    }
  }

  private void sixteen(int from, int to, float[] work, int base) {
    int plane = places.length * STEP;
    for (int place = 0; place < places.length; place += CHUNK) {
      int end = Math.min(places.length, place + CHUNK);
      for (int channel = 0; channel < shape.outChannels(); channel += high) {
        int y = base + cotangentsAt + channel * plane;
        for (int tap = from; tap < to; tap += wide) {
          for (int first = 0; first < STEP; first += LANES) {
            int left = shape.outChannels() - channel;
            int c = base + tileAt + first;
            SixteenTiles.run(
                high,
                work,
                y + first,
                plane,
                left,
                base + first,
                places,
                place,
                end,
                taps,
                tap,
                work,
                c);
          }
          Panels.add(work, base + tileAt, tile, base + totalsAt + at(channel, tap));
        }
      }
    }
  }

  /// Where the totals of a tile begin.
  private int at(int channel, int tap) {
    return (channel / high * tiles + tap / wide) * tile;
  }

  private void writeOut(int from, int to, float[] work, int totals, float[] wBar, int wOffset) {
    for (int o = 0; o < shape.outChannels(); o++) {
      int target = wOffset + o * rows();
      for (int row = from; row < to; row++) {
        int place = totals + at(o, row) + (o % high * wide + row % wide) * STEP;
        wBar[target + row] = SimdReductions.sum(work, place, STEP);
      }
    }
  }
}
