package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.Winograd.POINTS;
import static gradus.runtime.kernel.Winograd.TILE;
import static gradus.runtime.kernel.simd.Lanes.LANES;
import static gradus.runtime.kernel.simd.Tiles.WIDTH;

import gradus.runtime.kernel.Epilogue;
import gradus.runtime.kernel.Winograd;
import gradus.runtime.thread.Partition;

/// A convolution by {@link Winograd}'s filtering. For a block of tiles, of some rows of them or of
/// some images: the source is turned, so that channels are lanes, and transformed; then for a panel
/// of result channels at a time 36 products are made, transformed back, and turned back.
///
/// A part's workspace holds, one after the other: the transformed weights, the transformed source
/// of a block, its products for a panel, and what the transforms need.
final class SimdWinograd implements Direction {

  /// Floats of a block's transformed source: about what the second-level cache holds beside the
  /// rest.
  private static final int NEAR = 128 * 1024;

  private final Winograd shape;

  /// Rows of tiles in a block.
  private final int blockRows;

  private final int columns;

  /// From one transformed element of the source to the next one: a line of the cache more than its
  /// channels take, so that the 36 do not meet in the same set of the cache.
  private final int sourcePoint;

  private final int productPoint;
  private final int sourceAt;
  private final int productAt;
  private final int turnedAt;
  private final int halfAt;
  private final int resultAt;
  private final int lineAt;
  private final int numbersAt;
  private final int floats;

  SimdWinograd(Winograd shape) {
    this.shape = shape;
    int rows = shape.batch() * shape.tileRows();
    int tiles = shape.tileColumns();
    int channels = shape.channels();
    columns = TILE * tiles + 2;
    blockRows = Math.clamp(NEAR / (POINTS * channels * tiles), 1, Math.max(1, rows));
    int most = (blockRows * tiles + 11) / 12 * 12;
    sourcePoint = most * channels + LANES;
    productPoint = most * WIDTH + LANES;
    sourceAt = Panels.whole(weights());
    productAt = sourceAt + Panels.whole(POINTS * sourcePoint);
    turnedAt = productAt + Panels.whole(POINTS * productPoint);
    int images = blockRows / shape.tileRows() + 2;
    int lines = TILE * blockRows + 2 * images;
    halfAt = turnedAt + Panels.whole((lines * columns + LANES) * LANES);
    resultAt = halfAt + Panels.whole(6 * columns * LANES);
    lineAt = resultAt + Panels.whole((TILE * TILE * tiles + LANES) * LANES);
    numbersAt = lineAt + Panels.whole(lineLength() * LANES);
    floats = numbersAt + 3 * WIDTH + Panels.SLACK;
  }

  private int weights() {
    return POINTS * shape.channels() * shape.rows();
  }

  private int lineLength() {
    return Math.ceilDiv(shape.outWidth(), LANES) * LANES;
  }

  @Override
  public int workspace() {
    return floats;
  }

  @Override
  public int packedSize() {
    return weights() + Panels.SLACK;
  }

  @Override
  public void pack(float[] w, int wOffset, float[] packed, int packedOffset) {
    packAligned(w, wOffset, packed, Panels.align(packedOffset));
  }

  /// Transforms the weights: a panel of result channels after the other, element after element,
  /// channel after channel.
  private void packAligned(float[] w, int wOffset, float[] packed, int at) {
    float[] lines = new float[(9 + 18) * WIDTH];
    int channels = shape.channels();
    for (int row = 0; row < shape.rows(); row += WIDTH) {
      int panel = at + row * POINTS * channels;
      for (int c = 0; c < channels; c++) {
        for (int j = 0; j < 9; j++) {
          for (int lane = 0; lane < WIDTH; lane++) {
            lines[j * WIDTH + lane] = w[wOffset + shape.weight(row + lane, c, j)];
          }
        }
        for (int v = 0; v < WIDTH; v += LANES) {
          int half = 9 * WIDTH + v;
          WinogradLoops.weights(lines, v, WIDTH, 3 * WIDTH, 3, lines, half, WIDTH, 3 * WIDTH);
          int to = panel + c * WIDTH + v;
          int point = channels * WIDTH;
          WinogradLoops.weights(lines, half, 3 * WIDTH, WIDTH, 6, packed, to, 6 * point, point);
        }
      }
    }
  }

  @Override
  public void run(
      int part,
      int parts,
      float[] source,
      int sourceOffset,
      float[] w,
      int wOffset,
      float[] target,
      int targetOffset,
      float[] work,
      int workOffset,
      Epilogue epilogue) {
    int base = Panels.align(workOffset);
    packAligned(w, wOffset, work, base);
    blocks(
        part, parts, source, sourceOffset, work, base, target, targetOffset, work, base, epilogue);
  }

  @Override
  public void runPacked(
      int part,
      int parts,
      float[] source,
      int sourceOffset,
      float[] packed,
      int packedOffset,
      float[] target,
      int targetOffset,
      float[] work,
      int workOffset,
      Epilogue epilogue) {
    int weights = Panels.align(packedOffset);
    int base = Panels.align(workOffset);
    blocks(
        part,
        parts,
        source,
        sourceOffset,
        packed,
        weights,
        target,
        targetOffset,
        work,
        base,
        epilogue);
  }

  private void blocks(
      int part,
      int parts,
      float[] source,
      int sourceOffset,
      float[] weights,
      int weightsAt,
      float[] target,
      int targetOffset,
      float[] work,
      int base,
      Epilogue epilogue) {
    int all = shape.batch() * shape.tileRows();
    int to = Partition.start(all, part + 1, parts);
    for (int row = Partition.start(all, part, parts); row < to; row += blockRows) {
      int rows = Math.min(blockRows, to - row);
      transformSource(source, sourceOffset, row, rows, work, base);
      for (int channel = 0; channel < shape.rows(); channel += WIDTH) {
        int panel = weightsAt + channel * POINTS * shape.channels();
        multiply(rows * shape.tileColumns(), weights, panel, work, base);
        numbers(epilogue, channel, work, base + numbersAt);
        for (int r = 0; r < rows; r++) {
          for (int v = 0; v < WIDTH; v += LANES) {
            results(row + r, r, channel, v, target, targetOffset, work, base, epilogue);
          }
        }
      }
    }
  }

  private void transformSource(
      float[] source, int sourceOffset, int row, int rows, float[] work, int base) {
    int height = shape.tileRows();
    int plane = shape.inPlane();
    for (int channel = 0; channel < shape.channels(); channel += LANES) {
      int tile = 0;
      int count;
      for (int r = row; r < row + rows; r += count) {
        count = Math.min(height - r % height, row + rows - r);
        int at = sourceOffset + (r / height * shape.channels() + channel) * plane;
        turn(source, at, r % height, count, work, base + turnedAt);
        for (int i = 0; i < count; i++) {
          transformRow(channel, tile, i, work, base);
          tile += shape.tileColumns();
        }
      }
    }
  }

  /// Turns the elements that some rows of tiles of an image see, with zeros outside, for as many
  /// channels as a vector has lanes.
  private void turn(float[] source, int image, int tileRow, int count, float[] work, int to) {
    int first = TILE * tileRow - shape.top();
    for (int i = 0; i < TILE * count + 2; i++) {
      int line = to + i * columns * LANES;
      int y = first + i;
      if (y < 0 || y >= shape.inHeight()) {
        WinogradLoops.clear(work, line, columns * LANES);
      } else {
        turnLine(source, image + y * shape.inWidth(), work, line);
      }
    }
  }

  private void turnLine(float[] source, int from, float[] work, int line) {
    int width = shape.inWidth();
    int plane = shape.inPlane();
    int inside = line + shape.left() * LANES;
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
    WinogradLoops.clear(work, line, shape.left() * LANES);
    int end = shape.left() + width;
    WinogradLoops.clear(work, line + end * LANES, Math.max(0, columns - end) * LANES);
  }

  private void transformRow(int channel, int tile, int row, float[] work, int base) {
    int pitch = columns * LANES;
    int half = base + halfAt;
    int seen = base + turnedAt + TILE * row * pitch;
    WinogradLoops.source(work, seen, LANES, pitch, columns, work, half, LANES, pitch);
    int channels = shape.channels();
    int to = base + sourceAt + tile * channels + channel;
    for (int i = 0; i < 6; i++) {
      WinogradLoops.source(
          work,
          half + i * pitch,
          TILE * LANES,
          LANES,
          shape.tileColumns(),
          work,
          to + 6 * i * sourcePoint,
          channels,
          sourcePoint);
    }
  }

  /// The products of all tiles of a block for a panel of result channels.
  private void multiply(int tiles, float[] weights, int panel, float[] work, int base) {
    int channels = shape.channels();
    for (int point = 0; point < POINTS; point++) {
      int a = base + sourceAt + point * sourcePoint;
      int b = panel + point * channels * WIDTH;
      int c = base + productAt + point * productPoint;
      for (int tile = 0; tile < tiles; ) {
        int height = StridedTiles.height(tiles - tile);
        StridedTiles.run(
            height,
            work,
            a + tile * channels,
            channels,
            channels,
            weights,
            b,
            work,
            c + tile * WIDTH);
        tile += height;
      }
    }
  }

  /// What an epilogue does to each channel of a panel.
  private static void numbers(Epilogue epilogue, int channel, float[] work, int at) {
    for (int lane = 0; lane < WIDTH; lane++) {
      work[at + lane] = epilogue.minus(channel + lane);
      work[at + WIDTH + lane] = epilogue.times(channel + lane);
      work[at + 2 * WIDTH + lane] = epilogue.plus(channel + lane);
    }
  }

  /// The results of a row of tiles, for as many channels as a vector has lanes.
  private void results(
      int row,
      int rowOfBlock,
      int panel,
      int v,
      float[] target,
      int targetOffset,
      float[] work,
      int base,
      Epilogue epilogue) {
    int tiles = shape.tileColumns();
    int pitch = tiles * LANES;
    int half = base + halfAt;
    int products = base + productAt + rowOfBlock * tiles * WIDTH + v;
    for (int j = 0; j < 6; j++) {
      WinogradLoops.results(
          work,
          products + j * productPoint,
          WIDTH,
          6 * productPoint,
          tiles,
          work,
          half + j * pitch,
          LANES,
          6 * pitch);
    }
    int numbers = base + numbersAt + v;
    int tileRow = row % shape.tileRows();
    int channel = row / shape.tileRows() * shape.rows() + panel + v;
    int lines = Math.min(TILE, shape.outHeight() - TILE * tileRow);
    for (int i = 0; i < lines; i++) {
      int from = half + 6 * i * pitch;
      int result = base + resultAt + TILE * i * pitch;
      if (epilogue == Epilogue.NONE) {
        WinogradLoops.results(work, from, LANES, pitch, tiles, work, result, TILE * LANES, LANES);
      } else {
        WinogradLoops.finished(
            work,
            from,
            LANES,
            pitch,
            tiles,
            work,
            result,
            TILE * LANES,
            LANES,
            work,
            numbers,
            numbers + WIDTH,
            numbers + 2 * WIDTH,
            epilogue.rectifies() && !epilogue.adds());
      }
      int line = channel * shape.outPlane() + (TILE * tileRow + i) * shape.outWidth();
      store(work, result, target, targetOffset, line, base + lineAt, epilogue);
    }
  }

  /// Turns a line of results back, so that places are lanes, and stores it.
  private void store(
      float[] work,
      int result,
      float[] target,
      int targetOffset,
      int line,
      int lines,
      Epilogue epilogue) {
    int width = shape.outWidth();
    int plane = shape.outPlane();
    int to = targetOffset + line;
    if (!epilogue.adds() && width >= LANES) {
      for (int x = 0; x < width; x += LANES) {
        int at = Math.min(x, width - LANES);
        Transposes.block(work, result + at * LANES, LANES, LANES - 1, target, to + at, plane);
      }
      return;
    }
    int length = lineLength();
    for (int x = 0; x < width; x += LANES) {
      Transposes.block(work, result + x * LANES, LANES, LANES - 1, work, lines + x, length);
    }
    for (int lane = 0; lane < LANES; lane++) {
      int from = lines + lane * length;
      int at = to + lane * plane;
      if (epilogue.adds()) {
        int rest = epilogue.restAt() + line + lane * plane;
        EpilogueLoops.line(epilogue, work, from, rest, target, at, width);
      } else {
        Outlet.line(work, from, width, target, at, 1);
      }
    }
  }
}
