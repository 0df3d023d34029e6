package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.Product.CHUNK;
import static gradus.runtime.kernel.simd.Lanes.FLOATS;
import static gradus.runtime.kernel.simd.Tiles.LANES;
import static gradus.runtime.kernel.simd.Tiles.ROWS;
import static gradus.runtime.kernel.simd.Tiles.WIDTH;
import static jdk.incubator.vector.FloatVector.fromArray;

import java.util.List;
import jdk.incubator.vector.VectorMask;

/// Blocks whose places are the rows of tiles, and whose channels are the lanes: where there are
/// many channels and few places, which fill rows better than lanes, and weights are read once.
///
/// The workspace holds results of a tile's width of channels, turned to channels by places; all
/// results, places by channels; a tile; and the windows, a tile's height of places after the other.
final class RowBlocks implements Blocks {

  /// Floats of a block's results and windows, which stay in the second-level cache.
  private static final int NEAR = 160 * 1024;

  /// A tile of fewer rows waits for its multiply-adds as long as one of so many.
  private static final int LOWEST = 4;

  private final int places;
  private final int pitch;
  private final int stride;
  private final int resultsAt;
  private final int tileAt;
  private final int windowsAt;
  private final int floats;

  /// @param rows channels of a group
  /// @param terms the most terms of a chunk
  /// @param most the most places of a sweep
  RowBlocks(int rows, int terms, int most) {
    stride = paddedChannels(rows);
    int blocks = Math.ceilDiv(most, Math.max(ROWS, NEAR / (stride + terms)));
    places = Math.ceilDiv(Math.ceilDiv(most, blocks), ROWS) * ROWS;
    pitch = Math.ceilDiv(places, LANES) * LANES;
    resultsAt = WIDTH * pitch;
    tileAt = resultsAt + (places + LANES) * stride;
    windowsAt = tileAt + ROWS * WIDTH;
    floats = windowsAt + places * terms + LANES;
  }

  /// Whether fewer multiply-adds are wasted than with places in lanes.
  ///
  /// @param rows channels of a group
  /// @param lanes the sweeps with places in lanes
  static boolean pay(int rows, List<Sweep> lanes, int images) {
    long asLanes = 0;
    long asRows = 0;
    for (Sweep sweep : lanes) {
      int terms = sweep.terms();
      int results = images * sweep.results();
      int rest = results % ROWS;
      int high = results - rest + (rest == 0 ? 0 : Math.max(LOWEST, Tiles.height(rest)));
      int wide = Math.ceilDiv(sweep.places(images), WIDTH) * WIDTH;
      asRows += (long) high * paddedChannels(rows) * terms;
      asLanes += (long) wide * Tiles.paddedRows(rows) * terms;
    }
    // a twentieth for turning the results
    return rows >= 2 * WIDTH && 20 * asLanes > 21 * asRows;
  }

  /// `rows` rounded up to whole widths of a tile.
  private static int paddedChannels(int rows) {
    return Math.ceilDiv(rows, WIDTH) * WIDTH;
  }

  @Override
  public int floats() {
    return floats;
  }

  @Override
  public int places() {
    return places;
  }

  @Override
  public int grain() {
    return ROWS;
  }

  @Override
  public int pitch() {
    return pitch;
  }

  @Override
  public int channels() {
    return WIDTH;
  }

  @Override
  public int height(int left) {
    return WIDTH;
  }

  @Override
  public int padded(int all) {
    return paddedChannels(all);
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
    for (int k = 0; k < sweep.terms(); k += CHUNK) {
      int end = Math.min(sweep.terms(), k + CHUNK);
      int windows = base + windowsAt;
      for (int place = from; place < to; place += ROWS) {
        int valid = Math.min(ROWS, to - place);
        int height = Tiles.height(valid);
        windows(sweep, k, end, place, valid, height, source, copy, work, windows);
        windows += height * (end - k);
      }
      for (int channel = 0; channel < count; channel += WIDTH) {
        int panel = weightsAt + channel * sweep.terms() + k * WIDTH;
        tiles(k, end - k, to - from, weights, panel, work, base, base + resultsAt + channel);
      }
    }
  }

  /// Runs the tiles of a panel of weights down the places.
  private void tiles(
      int k, int steps, int rows, float[] weights, int panel, float[] work, int base, int results) {
    int windows = base + windowsAt;
    int[] table = Panels.PACKED;
    for (int row = 0; row < rows; row += ROWS) {
      int height = Tiles.height(rows - row);
      int at = results + row * stride;
      if (k == 0) {
        Tiles.run(height, work, windows, height, weights, panel, table, 0, steps, work, at, stride);
      } else {
        int tile = base + tileAt;
        Tiles.run(
            height, work, windows, height, weights, panel, table, 0, steps, work, tile, WIDTH);
        Panels.merge(false, work, tile, height, WIDTH, work, at, stride);
      }
      windows += height * steps;
    }
  }

  /// Lays out what a tile's places read in the steps `from` to `to`: `height` numbers a step, of
  /// which those after `valid` do not matter. Up to three runs of neighbours are blended into a
  /// vector, and what that writes too much the next step overwrites.
  private static void windows(
      Sweep sweep,
      int from,
      int to,
      int place,
      int valid,
      int height,
      float[] source,
      int copy,
      float[] work,
      int target) {
    int[] places = sweep.places;
    int run = sweep.run(place, valid);
    int next = run + sweep.run(place + run, valid - run);
    boolean three = next + sweep.run(place + next, valid - next) == valid;
    int first = copy + places[place];
    int second = run < valid ? copy + places[place + run] - run : first;
    int third = next < valid ? copy + places[place + next] - next : second;
    if (!three || valid == 1 || third + sweep.furthest() + LANES > source.length) {
      gather(sweep, from, to, place, valid, height, source, copy, work, target);
      return;
    }
    VectorMask<Float> later = FLOATS.indexInRange(0, run).not();
    VectorMask<Float> last = FLOATS.indexInRange(0, next).not();
    int at = target;
    for (int k = from; k < to; k++) {
      int tap = sweep.table[k];
      fromArray(FLOATS, source, first + tap)
          .blend(fromArray(FLOATS, source, second + tap), later)
          .blend(fromArray(FLOATS, source, third + tap), last)
          .intoArray(work, at);
      at += height;
    }
  }

  private static void gather(
      Sweep sweep,
      int from,
      int to,
      int place,
      int valid,
      int height,
      float[] source,
      int copy,
      float[] work,
      int target) {
    for (int k = from; k < to; k++) {
      int window = copy + sweep.table[k];
      int at = target + (k - from) * height;
      for (int i = 0; i < valid; i++) {
        work[at + i] = source[window + sweep.places[place + i]];
      }
    }
  }

  @Override
  public void lay(int first, int count, float[] work, int base) {
    for (int c = 0; c < WIDTH; c += LANES) {
      for (int place = 0; place < count; place += LANES) {
        int from = base + resultsAt + place * stride + first + c;
        int last = Math.min(LANES, count - place) - 1;
        Transposes.block(work, from, stride, last, work, base + c * pitch + place, pitch);
      }
    }
  }
}
