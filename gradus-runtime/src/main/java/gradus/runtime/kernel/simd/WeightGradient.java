package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.Product.CHUNK;
import static gradus.runtime.kernel.simd.Tiles.LANES;
import static gradus.runtime.kernel.simd.Tiles.WIDTH;

import gradus.runtime.kernel.ConvolutionShape;
import gradus.runtime.thread.Partition;
import java.util.Arrays;

/// A convolution's direction back to the weights, as a matrix product over the output positions of
/// the whole batch: taps of the windows of `x`, read in place from a padded copy of some images, by
/// output channels, packed from `ȳ`.
///
/// A part's workspace holds, one after the other: the copy of some images, a panel of `ȳ`, a tile,
/// and the running totals.
final class WeightGradient implements GradientOfWeights {

  private final ConvolutionShape shape;
  private final Planes planes;

  /// Where each output position of the images in the copy reads.
  private final int[] table;

  /// How many steps from each on read neighbours; empty where they are too few.
  private final int[] runs;

  /// Where each tap of a group reads, in the order of the weights; then zeros for tiles that end
  /// later.
  private final int[] taps;

  private final int lanes;
  private final int panels;
  private final int panelAt;
  private final int tileAt;
  private final int totalsAt;

  WeightGradient(ConvolutionShape s) {
    shape = s;
    int plane = Math.max(1, s.outPlane());
    int needed = Math.min(s.batch(), (CHUNK - 2 + plane) / plane + 1);
    int images = Math.clamp(needed + 2L, 1, Math.max(1, s.batch()));
    planes =
        new Planes(
            Slide.forward(s.depth()),
            Slide.forward(s.height()),
            Slide.forward(s.width()),
            s.inChannels(),
            images);
    table = table(s, planes);
    taps = taps(s, planes);
    lanes = GatheredTiles.lanes(s.groupOut());
    int[] all = lanes == LANES ? RunTiles.runs(table) : new int[0];
    runs = RunTiles.pay(all) ? all : new int[0];
    panels = Math.ceilDiv(s.groupOut(), lanes);
    panelAt = Panels.whole(planes.floats());
    tileAt = panelAt + CHUNK * lanes;
    totalsAt = tileAt + GatheredTiles.ROWS * WIDTH;
  }

  private static int[] table(ConvolutionShape s, Planes planes) {
    int[] table = new int[planes.images * s.outPlane()];
    for (int i = 0; i < table.length; i++) {
      int p = i % s.outPlane();
      int line = p / s.width().out();
      table[i] =
          i / s.outPlane() * planes.plane
              + planes.at(line / s.height().out(), line % s.height().out(), p % s.width().out());
    }
    return table;
  }

  /// Where each tap of a group reads, in the order of the weights; then zeros.
  static int[] taps(ConvolutionShape s, Planes planes) {
    int[] taps = new int[s.groupIn() * s.kernelPlane() + GatheredTiles.ROWS];
    Slide.Comb z = planes.depth.combs.getFirst();
    Slide.Comb y = planes.height.combs.getFirst();
    Slide.Comb x = planes.width.combs.getFirst();
    for (int c = 0; c < s.groupIn(); c++) {
      for (int j = 0; j < s.kernelPlane(); j++) {
        int line = j / s.width().kernel();
        int tz = line / s.height().kernel();
        int ty = line % s.height().kernel();
        taps[c * s.kernelPlane() + s.weightPosition(j)] =
            c * planes.channelStride() + planes.tap(z, tz, y, ty, x, j % s.width().kernel());
      }
    }
    return taps;
  }

  private int rows() {
    return shape.groupIn() * shape.kernelPlane();
  }

  @Override
  public int workspace() {
    return totalsAt
        + shape.groups() * panels * (rows() + GatheredTiles.ROWS) * lanes
        + Panels.SLACK;
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
    int from = byGroup ? 0 : Partition.start(rows(), part, parts, 4);
    int to = byGroup ? rows() : Partition.start(rows(), part + 1, parts, 4);
    int base = Panels.align(workOffset);
    int steps = shape.batch() * shape.outPlane();
    if (from == to || groupFrom == groupTo) {
      return;
    }
    if (steps == 0) {
      Arrays.fill(work, base + totalsAt, base + workspace() - Panels.SLACK, 0);
    }
    int copied = 0;
    int copiedTo = 0;
    for (int k = 0; k < steps; k += CHUNK) {
      int end = Math.min(steps, k + CHUNK);
      if (end > copiedTo * shape.outPlane()) {
        copied = k / shape.outPlane();
        copiedTo = Math.min(shape.batch(), copied + planes.images);
        copy(copied, copiedTo, groupFrom, groupTo, x, xOffset, work, base);
      }
      int step = k - copied * shape.outPlane();
      chunk(k, end, step, groupFrom, groupTo, from, to, yBar, yOffset, work, base);
    }
    writeOut(groupFrom, groupTo, from, to, work, base, wBar, wOffset);
  }

  private void copy(
      int imageFrom,
      int imageTo,
      int groupFrom,
      int groupTo,
      float[] x,
      int xOffset,
      float[] work,
      int base) {
    for (int i = imageFrom; i < imageTo; i++) {
      planes.copy(
          x,
          xOffset + i * shape.inChannels() * shape.inPlane(),
          groupFrom * shape.groupIn(),
          groupTo * shape.groupIn(),
          i - imageFrom,
          work,
          base);
    }
  }

  /// Adds one chunk of the steps to the totals; `step` is where in the table the chunk starts.
  private void chunk(
      int k,
      int end,
      int step,
      int groupFrom,
      int groupTo,
      int from,
      int to,
      float[] yBar,
      int yOffset,
      float[] work,
      int base) {
    for (int group = groupFrom; group < groupTo; group++) {
      int source = base + group * shape.groupIn() * planes.channelStride();
      for (int panel = 0; panel < panels; panel++) {
        packPanel(group, panel, k, end, yBar, yOffset, work, base + panelAt);
        tiles(k == 0, end - k, step, source, from, to, work, base, totals(group, panel, base));
      }
    }
  }

  private void tiles(
      boolean first,
      int count,
      int step,
      int source,
      int from,
      int to,
      float[] work,
      int base,
      int totals) {
    int tile = base + tileAt;
    int panel = base + panelAt;
    for (int row = from; row < to; ) {
      boolean goesAlong = runs.length > 0;
      int height = goesAlong ? RunTiles.height(to - row) : GatheredTiles.height(to - row);
      int target = totals + row * lanes;
      int out = first ? target : tile;
      if (goesAlong) {
        RunTiles.run(
            height, work, source, table, runs, step, count, taps, row, work, panel, work, out);
      } else {
        GatheredTiles.run(
            height, lanes, work, source, table, step, count, taps, row, work, panel, work, out);
      }
      if (!first) {
        Panels.add(work, tile, height * lanes, target);
      }
      row += height;
    }
  }

  private int totals(int group, int panel, int base) {
    return base + totalsAt + (group * panels + panel) * (rows() + GatheredTiles.ROWS) * lanes;
  }

  /// Packs the cotangents of a chunk: `lanes` output channels for each step.
  private void packPanel(
      int group, int panel, int k, int end, float[] yBar, int yOffset, float[] work, int start) {
    int plane = shape.outPlane();
    int channel = group * shape.groupOut() + panel * lanes;
    int valid = Math.min(lanes, shape.groupOut() - panel * lanes);
    int at = start;
    for (int step = k; step < end; ) {
      int image = step / plane;
      int count = Math.min(end, (image + 1) * plane) - step;
      int from = yOffset + (image * shape.outChannels() + channel) * plane + step % plane;
      Panels.transpose(yBar, from, plane, valid, count, work, at, lanes);
      at += count * lanes;
      step += count;
    }
  }

  private void writeOut(
      int groupFrom,
      int groupTo,
      int from,
      int to,
      float[] work,
      int base,
      float[] wBar,
      int wOffset) {
    for (int group = groupFrom; group < groupTo; group++) {
      for (int o = 0; o < shape.groupOut(); o++) {
        int source = totals(group, o / lanes, base) + o % lanes;
        int target = wOffset + (group * shape.groupOut() + o) * rows();
        for (int row = from; row < to; row++) {
          wBar[target + row] = work[source + row * lanes];
        }
      }
    }
  }
}
