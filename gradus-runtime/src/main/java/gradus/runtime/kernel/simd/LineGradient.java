package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Lanes.LANES;

import gradus.runtime.kernel.ConvolutionShape;
import gradus.runtime.kernel.GradientLines;
import gradus.runtime.thread.Partition;
import java.util.Arrays;

/// A convolution's direction back to the weights by {@link GradientLines}, by tiles that read `ȳ`
/// in place and `x` from a padded copy of an image.
///
/// A part's workspace holds the copy of a group's channels, then the totals of the group.
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

  /// Totals of a channel.
  private final int pitch;

  private final int totalsAt;

  LineGradient(ConvolutionShape s) {
    shape = s;
    planes =
        new Planes(
            Slide.forward(s.depth()),
            Slide.forward(s.height()),
            Slide.forward(s.width()),
            s.groupIn(),
            1);
    lines = new int[GradientLines.lines(s)];
    for (int line = 0; line < lines.length; line++) {
      lines[line] = planes.at(line / s.height().out(), line % s.height().out(), 0);
    }
    taps = WeightGradient.taps(s, planes);
    high = LineTiles.channels(s.groupOut());
    wide = LineTiles.taps(high);
    pitch = (rows() + LineTiles.MOST_TAPS) * STEP;
    totalsAt = Panels.whole(planes.floats());
  }

  private int rows() {
    return shape.groupIn() * shape.kernelPlane();
  }

  private int totals() {
    return Math.ceilDiv(shape.groupOut(), high) * high * pitch;
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
        image(from, to, yBar, cotangents, work, base);
      }
      writeOut(group, from, to, work, base + totalsAt, wBar, wOffset);
    }
  }

  private void image(int from, int to, float[] yBar, int cotangents, float[] work, int base) {
    int strip = GradientLines.strip(shape);
    for (int line = 0; line < lines.length; line += strip) {
      int end = Math.min(lines.length, line + strip);
      for (int channel = 0; channel < shape.groupOut(); channel += high) {
        for (int tap = from; tap < to; tap += wide) {
          tile(line, end, channel, tap, yBar, cotangents, work, base);
        }
      }
    }
  }

  private void tile(
      int line,
      int end,
      int channel,
      int tap,
      float[] yBar,
      int cotangents,
      float[] work,
      int base) {
    int whole = GradientLines.whole(shape);
    int width = shape.width().out();
    int y = cotangents + channel * shape.outPlane();
    int totals = base + totalsAt + channel * pitch + tap * STEP;
    for (int first = 0; first < STEP; first += LANES) {
      places(line, end, channel, tap, first, whole, yBar, y, work, base, totals + first);
      places(line, end, channel, tap, whole + first, width, yBar, y, work, base, totals + first);
    }
  }

  private void places(
      int line,
      int end,
      int channel,
      int tap,
      int first,
      int last,
      float[] yBar,
      int y,
      float[] work,
      int base,
      int totals) {
    if (first < last) {
      int left = shape.groupOut() - channel;
      int plane = shape.outPlane();
      int width = shape.width().out();
      LineTiles.run(
          high, yBar, y, plane, left, work, base, lines, line, end, taps, tap, first, last, width,
          work, totals, pitch);
    }
  }

  private void writeOut(
      int group, int from, int to, float[] work, int totals, float[] wBar, int wOffset) {
    for (int o = 0; o < shape.groupOut(); o++) {
      int target = wOffset + (group * shape.groupOut() + o) * rows();
      for (int row = from; row < to; row++) {
        wBar[target + row] = SimdReductions.sum(work, totals + o * pitch + row * STEP, STEP);
      }
    }
  }
}
