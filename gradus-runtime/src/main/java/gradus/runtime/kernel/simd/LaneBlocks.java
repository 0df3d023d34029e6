package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.Product.CHUNK;
import static gradus.runtime.kernel.simd.Tiles.ROWS;
import static gradus.runtime.kernel.simd.Tiles.WIDTH;

import java.util.Arrays;

/// Blocks whose places are the lanes of tiles: the windows are read in place or from panels of a
/// few, and channels run down the rows of the tiles.
///
/// The workspace holds the results, a tile, and panels for the windows of a block.
final class LaneBlocks implements Blocks {

  /// From so many rows on windows that could be read in place are copied first: the copy is aligned
  /// and without gaps, and each tile down the rows reads it.
  private static final int MANY_ROWS = 4 * ROWS;

  /// Floats of a block's results and panels: they stay in the second-level cache, and large
  /// weights, which do not, are read once for each block.
  private static final int NEAR = 64 * 1024;

  private final int rows;
  private final boolean reads;
  private final int pitch;
  private final int tileAt;
  private final int panelAt;
  private final int floats;

  /// @param rows channels of a group
  /// @param reads whether the source is read in place
  /// @param terms the most terms of a chunk
  /// @param places the most places of a sweep
  LaneBlocks(int rows, boolean reads, int terms, int places) {
    this.rows = rows;
    this.reads = reads;
    int most = Math.clamp(Math.ceilDiv(places, WIDTH), 1, 16);
    pitch = Math.clamp(NEAR / ((Tiles.paddedRows(rows) + terms) * WIDTH), 1, most) * WIDTH;
    tileAt = Panels.whole(Tiles.paddedRows(rows) * pitch);
    panelAt = tileAt + ROWS * WIDTH;
    floats = panelAt + terms * pitch;
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
    return WIDTH;
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
    return Tiles.height(left);
  }

  @Override
  public int padded(int all) {
    return Tiles.paddedRows(all);
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
    if (sweep.terms() == 0) {
      Arrays.fill(work, base, base + Tiles.paddedRows(count) * pitch, 0);
    }
    int end = copy + from + Math.ceilDiv(to - from, WIDTH) * WIDTH + sweep.furthest();
    boolean copies = sweep.gathers || count >= MANY_ROWS || (reads && end > source.length);
    for (int k = 0; k < sweep.terms(); k += CHUNK) {
      if (copies) {
        panels(sweep, k, from, to, images, source, copy, work, base + panelAt);
        fromPanels(sweep, count, k, from, to, weights, weightsAt, work, base);
      } else {
        for (int place = from; place < to; place += WIDTH) {
          int target = base + place - from;
          inPlace(sweep, count, k, weights, weightsAt, source, copy + place, work, base, target);
        }
      }
    }
  }

  /// Lays out what the tiles of a block read in the chunk that starts at `k`, tile after tile.
  private static void panels(
      Sweep sweep,
      int k,
      int from,
      int to,
      int images,
      float[] source,
      int copy,
      float[] work,
      int panels) {
    int end = Math.min(sweep.terms(), k + CHUNK);
    for (int place = from; place < to; place += WIDTH) {
      int panel = panels + (place - from) * (end - k);
      if (sweep.gathers) {
        sweep.gather(k, end, place, images, source, copy, work, panel);
      } else {
        int valid = sweep.places(images) - place;
        Panels.copyWindows(source, copy + place, sweep.table, k, end, valid, work, panel);
      }
    }
  }

  /// Runs all tiles of a block from its panels: each tile's height of weights, which may be far
  /// away, goes through all panels, which are near.
  private void fromPanels(
      Sweep sweep,
      int count,
      int k,
      int from,
      int to,
      float[] weights,
      int weightsAt,
      float[] work,
      int base) {
    int steps = Math.min(sweep.terms(), k + CHUNK) - k;
    int a = weightsAt;
    for (int row = 0; row < count; ) {
      int height = Tiles.height(count - row);
      int target = base + row * pitch;
      int own = a + k * height;
      for (int place = from; place < to; place += WIDTH) {
        int panel = base + panelAt + (place - from) * steps;
        int at = target + place - from;
        tile(height, k, weights, own, work, panel, Panels.PACKED, 0, steps, work, base, at);
      }
      a += height * sweep.terms();
      row += height;
    }
  }

  /// Runs the tiles of one width of places down the rows, with the windows read in place.
  private void inPlace(
      Sweep sweep,
      int count,
      int k,
      float[] weights,
      int weightsAt,
      float[] source,
      int window,
      float[] work,
      int base,
      int target) {
    int end = Math.min(sweep.terms(), k + CHUNK);
    int a = weightsAt;
    for (int row = 0; row < count; ) {
      int height = Tiles.height(count - row);
      int own = a + k * height;
      int at = target + row * pitch;
      tile(height, k, weights, own, source, window, sweep.table, k, end, work, base, at);
      a += height * sweep.terms();
      row += height;
    }
  }

  /// Runs one tile and stores it, or adds it to the chunks before.
  private void tile(
      int height,
      int k,
      float[] weights,
      int a,
      float[] source,
      int window,
      int[] table,
      int from,
      int to,
      float[] work,
      int base,
      int target) {
    if (k == 0) {
      Tiles.run(height, weights, a, height, source, window, table, from, to, work, target, pitch);
    } else {
      int tile = base + tileAt;
      Tiles.run(height, weights, a, height, source, window, table, from, to, work, tile, WIDTH);
      Panels.merge(false, work, tile, height, WIDTH, work, target, pitch);
    }
  }
}
