package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.Winograd.POINTS;
import static gradus.runtime.kernel.simd.Lanes.LANES;
import static gradus.runtime.kernel.simd.Tiles.WIDTH;

import gradus.runtime.kernel.Winograd;
import gradus.runtime.thread.Partition;

/// The gradient of a convolution's weights by {@link Winograd}'s filtering. For a chunk of tiles
/// after the other: what results see and their cotangents are transformed, and 36 products over the
/// tiles are added up, input channels by output channels; the sums are transformed back at the end.
///
/// Parts are some input channels each. A part's workspace holds, one after the other: the sums, the
/// transformed tiles of `x` and of `ȳ` of a chunk, and what the transforms need.
final class WinogradGradient implements GradientOfWeights {

  private final Winograd shape;
  private final WinogradTiles seen;
  private final WinogradTiles placed;
  private final int chunkRows;
  private final int[] steps;
  private final int seenPoint;
  private final int placedPoint;
  private final int seenAt;
  private final int placedAt;
  private final int tileAt;
  private final int scratchAt;
  private final int floats;

  WinogradGradient(Winograd shape) {
    this.shape = shape;
    int tiles = shape.tileColumns();
    seen = WinogradTiles.seen(shape);
    placed = WinogradTiles.placed(shape);
    chunkRows = shape.chunkRows();
    steps = Panels.steps(shape.rows());
    int most = chunkRows * tiles;
    seenPoint = seen.point(most);
    placedPoint = placed.point(most);
    seenAt = Panels.whole(POINTS * sumsPoint(shape.channels()));
    placedAt = seenAt + seen.floats(most);
    tileAt = placedAt + placed.floats(most);
    scratchAt = tileAt + Tiles.ROWS * WIDTH;
    int scratch = Math.max(seen.scratch(chunkRows), placed.scratch(chunkRows));
    floats = scratchAt + Math.max(scratch, (18 + 9) * LANES) + Panels.SLACK;
  }

  private int sumsPoint(int channels) {
    return channels * shape.rows() + LANES;
  }

  @Override
  public int workspace() {
    return floats;
  }

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
    int unit = Winograd.UNIT;
    int from = Partition.start(shape.channels(), part, parts, unit);
    int to = Partition.start(shape.channels(), part + 1, parts, unit);
    if (from == to) {
      return;
    }
    int base = Panels.align(workOffset);
    int scratch = base + scratchAt;
    int all = shape.batch() * shape.tileRows();
    if (all == 0) {
      TurnedLines.clear(work, base, POINTS * sumsPoint(to - from));
    }
    for (int row = 0; row < all; row += chunkRows) {
      int rows = Math.min(chunkRows, all - row);
      int a = base + seenAt;
      int b = base + placedAt;
      seen.transform(x, xOffset, row, rows, from, to, work, a, seenPoint, scratch);
      placed.transform(yBar, yOffset, row, rows, 0, shape.rows(), work, b, placedPoint, scratch);
      multiply(row == 0, rows * shape.tileColumns(), from, to, work, base);
    }
    for (int channel = from; channel < to; channel++) {
      for (int v = 0; v < shape.rows(); v += LANES) {
        int sums = base + (channel - from) * shape.rows() + v;
        weights(channel, v, sums, sumsPoint(to - from), work, scratch, wBar, wOffset);
      }
    }
  }

  /// Adds the products of a chunk to the sums.
  private void multiply(boolean first, int tiles, int from, int to, float[] work, int base) {
    int rows = shape.rows();
    int sumsPoint = sumsPoint(to - from);
    int tile = base + tileAt;
    for (int point = 0; point < POINTS; point++) {
      for (int v = 0; v < rows; v += WIDTH) {
        int b = base + placedAt + point * placedPoint + v;
        int height;
        for (int channel = from; channel < to; channel += height) {
          height = Tiles.height(to - channel);
          int a = base + seenAt + point * seenPoint + channel;
          int sums = base + point * sumsPoint + (channel - from) * rows + v;
          int step = shape.channels();
          if (first) {
            Tiles.run(height, work, a, step, work, b, steps, 0, tiles, work, sums, rows);
          } else {
            Tiles.run(height, work, a, step, work, b, steps, 0, tiles, work, tile, WIDTH);
            Panels.merge(false, work, tile, height, WIDTH, work, sums, rows);
          }
        }
      }
    }
  }

  /// Transforms sums back to the weights of an input channel, for as many output channels as there
  /// are lanes.
  private void weights(
      int channel,
      int row,
      int sums,
      int point,
      float[] work,
      int scratch,
      float[] wBar,
      int wOffset) {
    int result = scratch + 18 * LANES;
    WinogradLoops.weightSums(work, sums, point, 6 * point, 6, work, scratch, LANES, 6 * LANES);
    WinogradLoops.weightSums(work, scratch, 6 * LANES, LANES, 3, work, result, 3 * LANES, LANES);
    for (int j = 0; j < 9; j++) {
      for (int lane = 0; lane < LANES; lane++) {
        wBar[wOffset + shape.weight(row + lane, channel, j)] = work[result + j * LANES + lane];
      }
    }
  }
}
