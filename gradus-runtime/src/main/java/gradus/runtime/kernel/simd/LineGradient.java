package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Lanes.LANES;

import gradus.runtime.kernel.ConvolutionShape;
import gradus.runtime.kernel.GradientLines;
import gradus.runtime.thread.Partition;
import java.util.Arrays;

/// A convolution's direction back to the weights by {@link GradientLines}, by tiles that read a
/// padded copy of a group's channels of an image, and its cotangents in place or, where lines are
/// no whole sixteens, from a copy.
///
/// A part's workspace holds these copies, then the totals of the group.
final class LineGradient implements GradientOfWeights {

  private static final int STEP = GradientLines.LANES;

  private final ConvolutionShape shape;
  private final Planes planes;

  /// Where the first place of each line of results reads.
  private final int[] lines;

  /// How far from there each tap of a group reads, in the order of the weights; then zeros.
  private final int[] taps;

  /// Channels and taps of a tile.
  private final int high;

  private final int wide;

  /// Places of a line.
  private final int width;

  /// Places of a channel.
  private final int plane;

  /// Floats of a tile, and tiles of so many channels.
  private final int tile;

  private final int tiles;

  private final int cotangentsAt;

  private final int tileAt;
  private final int totalsAt;

  LineGradient(ConvolutionShape s) {
    shape = s;
    planes =
        new Planes(
            Slide.forward(s.depth()),
            Slide.forward(s.height()),
            Slide.forward(s.width()).lengthened(size(s)),
            s.groupIn(),
            1);
    lines = new int[GradientLines.lines(s)];
    for (int line = 0; line < lines.length; line++) {
      lines[line] = planes.at(line / s.height().out(), line % s.height().out(), 0);
    }
    taps = WeightGradient.taps(s, planes);
    high = LineTiles.channels(s.groupOut());
    wide = LineTiles.taps(high);
    tile = high * wide * STEP;
    tiles = Math.ceilDiv(rows(), wide);
    width = GradientLines.places(s);
    plane = lines.length * width;
    cotangentsAt = Panels.whole(planes.floats());
    tileAt = cotangentsAt + (isWhole() ? 0 : Panels.whole(s.groupOut() * plane));
    totalsAt = tileAt + tile;
  }

  /// Floats of a line of the copy: as many as windows of the whole sixteens see.
  private static int size(ConvolutionShape s) {
    return GradientLines.places(s) + (s.width().kernel() - 1) * s.width().dilation();
  }

  private boolean isWhole() {
    return width == shape.width().out();
  }

  private int rows() {
    return shape.groupIn() * shape.kernelPlane();
  }

  private int totals() {
    return Math.ceilDiv(shape.groupOut(), high) * tiles * tile;
  }

  @Override
  public int workspace() {
    return totalsAt + totals() + Panels.SLACK;
  }

  /// Computes one part: some groups, or where there are fewer groups than parts, some taps.
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
    boolean byGroup = shape.groups() >= parts;
    int groupFrom = byGroup ? Partition.start(shape.groups(), part, parts) : 0;
    int groupTo = byGroup ? Partition.start(shape.groups(), part + 1, parts) : shape.groups();
    int from = byGroup ? 0 : Partition.start(rows(), part, parts, wide);
    int to = byGroup ? rows() : Partition.start(rows(), part + 1, parts, wide);
    int base = Panels.align(workOffset);
    for (int group = groupFrom; group < groupTo && from < to; group++) {
      Arrays.fill(work, base + totalsAt, base + totalsAt + totals(), 0);
      for (int image = 0; image < shape.batch(); image++) {
        int source =
            xOffset + (image * shape.inChannels() + group * shape.groupIn()) * shape.inPlane();
        planes.copy(x, source, 0, shape.groupIn(), 0, work, base);
        int cotangents =
            yOffset + (image * shape.outChannels() + group * shape.groupOut()) * shape.outPlane();
        if (isWhole()) {
          image(from, to, yBar, cotangents, work, base);
        } else {
          copy(yBar, cotangents, work, base + cotangentsAt);
          image(from, to, work, base + cotangentsAt, work, base);
        }
      }
      writeOut(group, from, to, work, base + totalsAt, wBar, wOffset);
    }
  }

  /// Copies a group's cotangents of an image, lines made whole.
  private void copy(float[] yBar, int cotangents, float[] work, int to) {
    int out = shape.width().out();
    for (int line = 0; line < shape.groupOut() * lines.length; line++) {
      Outlet.line(yBar, cotangents + line * out, out, work, to + line * width, 1);
      Planes.clear(work, to + line * width + out, width - out);
    }
  }

  private void image(int from, int to, float[] yBar, int cotangents, float[] work, int base) {
    int strip = GradientLines.strip(shape);
    for (int line = 0; line < lines.length; line += strip) {
      int end = Math.min(lines.length, line + strip);
      for (int channel = 0; channel < shape.groupOut(); channel += high) {
        int y = cotangents + channel * plane;
        for (int tap = from; tap < to; tap += wide) {
          for (int first = 0; first < STEP; first += LANES) {
            int left = shape.groupOut() - channel;
            int c = base + tileAt + first;
            LineTiles.run(
                high, yBar, y, plane, left, work, base, lines, line, end, taps, tap, first, width,
                work, c);
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

  private void writeOut(
      int group, int from, int to, float[] work, int totals, float[] wBar, int wOffset) {
    for (int o = 0; o < shape.groupOut(); o++) {
      int target = wOffset + (group * shape.groupOut() + o) * rows();
      for (int row = from; row < to; row++) {
        int place = totals + at(o, row) + (o % high * wide + row % wide) * STEP;
        wBar[target + row] = SimdReductions.sum(work, place, STEP);
      }
    }
  }
}
