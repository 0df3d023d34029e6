package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Tiles.WIDTH;

import gradus.runtime.kernel.Product;
import java.util.List;

/// Blocks whose places are the lanes of {@link WideTiles}: for few channels, which fill no tile of
/// twelve rows, and windows that are read in place in one chunk of terms. The last tile of a sweep
/// ends where the sweep does, and computes some results once more.
///
/// The workspace holds the results, and a tile.
final class WideBlocks implements Blocks {

  /// The most places of a block.
  private static final int MOST = 512;

  /// Hundredths of a row by which tiles of four and six rows take longer than their share of twelve
  /// (decision 0043).
  private static final int FOUR_WAIT = 250;

  private static final int SIX_WAIT = 170;

  private final int rows;
  private final int height;
  private final int width;
  private final int pitch;
  private final int tileAt;
  private final int floats;

  /// @param rows channels of a group
  /// @param places the most places of a sweep
  WideBlocks(int rows, int places) {
    this.rows = rows;
    height = heightFor(rows);
    width = WideTiles.width(height);
    pitch = Math.min(MOST / width, Math.ceilDiv(places, width)) * width;
    tileAt = padded(rows) * pitch;
    floats = tileAt + height * width;
  }

  private static int heightFor(int rows) {
    return rows <= 6 ? 6 : 8;
  }

  /// Whether they take less time than tiles of two vectors.
  ///
  /// @param rows channels of a group
  /// @param gaps the sweeps read in place
  /// @param lanes the same sweeps as {@link LaneBlocks} takes them
  static boolean pay(int rows, List<Sweep> gaps, List<Sweep> lanes, int images) {
    int wait = rows == 5 || rows == 6 ? SIX_WAIT : rows >= 14 && rows <= 16 ? FOUR_WAIT : 0;
    if (!WideTiles.exist() || wait == 0) {
      return false;
    }
    int height = heightFor(rows);
    int width = WideTiles.width(height);
    long wide = 0;
    long narrow = 0;
    for (int i = 0; i < gaps.size(); i++) {
      Sweep sweep = gaps.get(i);
      int places = sweep.places(images);
      if (sweep.terms() == 0 || sweep.terms() > Product.CHUNK || sweep.places(1) < width) {
        return false;
      }
      Sweep other = lanes.get(i);
      int rest = 100 * Tiles.paddedRows(rows) + wait + 100 * other.gathering();
      int tall = Math.ceilDiv(rows, height) * height;
      wide += 100L * tall * Math.ceilDiv(places, width) * width * sweep.terms();
      narrow += (long) rest * Math.ceilDiv(other.places(images), WIDTH) * WIDTH * sweep.terms();
    }
    return wide < narrow;
  }

  @Override
  public int floats() {
    return floats;
  }

  @Override
  public int places() {
    return pitch;
  }

  @Override
  public int grain() {
    return width;
  }

  @Override
  public int pitch() {
    return pitch;
  }

  @Override
  public int channels() {
    return rows;
  }

  @Override
  public int height(int left) {
    return height;
  }

  @Override
  public int padded(int all) {
    return Math.ceilDiv(all, height) * height;
  }

  @Override
  public void lay(int first, int places, float[] work, int at) {
    // the results lie as they are wanted
  }

  @Override
  public void compute(
      Sweep sweep,
      int count,
      int from,
      int to,
      int images,
      float[] weights,
      int weightsAt,
      float[] source,
      int copy,
      float[] work,
      int base) {
    for (int place = from; place < to; place += width) {
      int at = Math.min(place, to - width);
      for (int row = 0; row < count; row += height) {
        int a = weightsAt + row * sweep.terms();
        int target = base + row * pitch;
        if (at >= from) {
          tile(sweep, weights, a, source, copy + at, work, target + at - from, pitch);
        } else {
          tile(sweep, weights, a, source, copy + at, work, base + tileAt, width);
          for (int r = 0; r < height; r++) {
            int line = base + tileAt + r * width + from - at;
            System.arraycopy(work, line, work, target + r * pitch, to - from);
          }
        }
      }
    }
  }

  private void tile(
      Sweep sweep,
      float[] weights,
      int a,
      float[] source,
      int window,
      float[] work,
      int target,
      int ldc) {
    WideTiles.run(
        height, weights, a, source, window, sweep.table, sweep.terms(), work, target, ldc);
  }
}
