package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.Winograd.POINTS;
import static gradus.runtime.kernel.simd.Lanes.LANES;

import gradus.runtime.kernel.Winograd;

/// The tiles of some images, turned, so that channels are lanes, and transformed: `Bᵀ d B` of what
/// results see, 6 × 6, or `A ȳ Aᵀ` of what lies at their places, 4 × 4.
///
/// Element `p` of tile `t` goes to `target + p · point + t · channels`, all channels side by side.
final class WinogradTiles {

  private final int channels;
  private final int height;
  private final int width;
  private final int top;
  private final int left;
  private final int tileRows;
  private final int tiles;
  private final int tile;
  private final int halo;
  private final int columns;

  private WinogradTiles(
      Winograd w, int channels, int height, int width, int top, int left, int halo) {
    this.channels = channels;
    this.height = height;
    this.width = width;
    this.top = top;
    this.left = left;
    this.halo = halo;
    tileRows = w.tileRows();
    tiles = w.tileColumns();
    tile = w.tile();
    columns = tile * tiles + halo;
  }

  /// What results see: of the source itself where windows are one apart, else of planes of its
  /// phases, with their padding, so many that they fill vectors.
  static WinogradTiles seen(Winograd w) {
    int halo = w.taps() - 1;
    return w.stride() == 1
        ? new WinogradTiles(w, w.channels(), w.inHeight(), w.inWidth(), w.top(), w.left(), halo)
        : new WinogradTiles(w, padded(w.seenChannels()), w.seenHeight(), w.seenWidth(), 0, 0, halo);
  }

  /// What lies at the places of results.
  static WinogradTiles placed(Winograd w) {
    return new WinogradTiles(w, w.rows(), w.outHeight(), w.outWidth(), 0, 0, 0);
  }

  private static int padded(int channels) {
    return Math.ceilDiv(channels, LANES) * LANES;
  }

  /// Channels, those that only fill vectors included.
  int channels() {
    return channels;
  }

  /// From one element of the transformed tiles to the next one, for so many tiles: a line of the
  /// cache more than they take, so that the 36 do not meet in the same set of the cache.
  int point(int most) {
    return most * channels + LANES;
  }

  /// Floats of so many transformed tiles.
  int floats(int most) {
    return Panels.whole(POINTS * point(most));
  }

  /// Floats of scratch space to transform so many rows of tiles.
  int scratch(int rows) {
    return turned(rows) + Panels.whole(6 * columns * LANES);
  }

  private int turned(int rows) {
    int images = rows / tileRows + 2;
    return Panels.whole(((tile * rows + halo * images) * columns + LANES) * LANES);
  }

  /// Transforms the tiles of `rows` rows of tiles from `row` on, counted over all images, for the
  /// channels `from` to `to`, multiples of the lanes.
  void transform(
      float[] source,
      int sourceOffset,
      int row,
      int rows,
      int from,
      int to,
      float[] work,
      int target,
      int point,
      int scratch) {
    int half = scratch + turned(rows);
    int pitch = columns * LANES;
    for (int channel = from; channel < to; channel += LANES) {
      int place = target + channel;
      int count;
      for (int r = row; r < row + rows; r += count) {
        count = Math.min(tileRows - r % tileRows, row + rows - r);
        int image = sourceOffset + (r / tileRows * channels + channel) * height * width;
        turn(source, image, tile * (r % tileRows) - top, tile * count + halo, work, scratch);
        for (int i = 0; i < count; i++) {
          int lines = scratch + tile * i * pitch;
          WinogradLoops.tiles(
              halo > 0, tile, work, lines, pitch, tiles, half, place, channels, point);
          place += tiles * channels;
        }
      }
    }
  }

  /// Turns lines of an image, with zeros outside.
  private void turn(float[] source, int image, int first, int lines, float[] work, int to) {
    for (int i = 0; i < lines; i++) {
      int line = to + i * columns * LANES;
      int y = first + i;
      if (y < 0 || y >= height) {
        TurnedLines.clear(work, line, columns * LANES);
      } else {
        turnLine(source, image + y * width, work, line);
      }
    }
  }

  private void turnLine(float[] source, int from, float[] work, int line) {
    int plane = height * width;
    int inside = line + left * LANES;
    for (int x = 0; x < width; x += LANES) {
      int at = Math.min(x, Math.max(0, width - LANES));
      if (from + at + (LANES - 1) * plane + LANES <= source.length) {
        // of a short line more is turned than it has, and cleared below or overwritten later
        Transposes.block(source, from + at, plane, LANES - 1, work, inside + at * LANES, LANES);
      } else {
        for (int i = at; i < width; i++) {
          for (int lane = 0; lane < LANES; lane++) {
            work[inside + i * LANES + lane] = source[from + i + lane * plane];
          }
        }
      }
    }
    TurnedLines.clear(work, line, left * LANES);
    int end = left + width;
    TurnedLines.clear(work, line + end * LANES, Math.max(0, columns - end) * LANES);
  }
}
