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
  private static final int NEAR = 192 * 1024;

  /// Floats that packing needs: weights of a panel for a channel, and these transformed once.
  private static final int PACKING = (9 + 18) * WIDTH;

  private final Winograd shape;
  private final WinogradTiles seen;

  /// Rows of tiles in a block.
  private final int blockRows;

  private final int sourcePoint;
  private final int productPoint;
  private final int sourceAt;
  private final int productAt;
  private final int numbersAt;
  private final int scratchAt;
  private final int floats;

  SimdWinograd(Winograd shape) {
    this.shape = shape;
    int tiles = shape.tileColumns();
    seen = WinogradTiles.seen(shape);
    int rows = shape.batch() * shape.tileRows();
    blockRows = Math.clamp(NEAR / (POINTS * shape.channels() * tiles), 1, Math.max(1, rows));
    int most = StridedTiles.paddedRows(blockRows * tiles);
    sourcePoint = seen.point(most);
    productPoint = most * WIDTH + LANES;
    sourceAt = Panels.whole(weights());
    productAt = sourceAt + seen.floats(most);
    numbersAt = productAt + Panels.whole(POINTS * productPoint);
    scratchAt = numbersAt + 3 * WIDTH;
    int back = half() + results() + TurnedLines.scratch(shape.outWidth());
    int scratch = Math.max(seen.scratch(blockRows), Math.max(back, PACKING));
    floats = scratchAt + scratch + Panels.SLACK;
  }

  private int weights() {
    return POINTS * shape.channels() * shape.rows();
  }

  /// Floats of a row of tiles, transformed down their columns.
  private int half() {
    return TILE * 6 * shape.tileColumns() * LANES;
  }

  /// Floats of the results of a row of tiles, channels as lanes; a vector's places more may be
  /// read.
  private int results() {
    return (TILE * TILE * shape.tileColumns() + LANES) * LANES;
  }

  @Override
  public int workspace() {
    return floats;
  }

  @Override
  public int packedSize() {
    return Panels.whole(weights()) + PACKING + Panels.SLACK;
  }

  @Override
  public void pack(float[] w, int wOffset, float[] packed, int packedOffset) {
    int at = Panels.align(packedOffset);
    pack(w, wOffset, packed, at, at + Panels.whole(weights()));
  }

  /// Transforms the weights: a panel of result channels after the other, element after element,
  /// channel after channel.
  ///
  /// @param first where there is room for those of a panel on their way
  private void pack(float[] w, int wOffset, float[] packed, int at, int first) {
    int channels = shape.channels();
    for (int row = 0; row < shape.rows(); row += WIDTH) {
      int panel = at + row * POINTS * channels;
      for (int c = 0; c < channels; c++) {
        for (int j = 0; j < 9; j++) {
          for (int lane = 0; lane < WIDTH; lane++) {
            packed[first + j * WIDTH + lane] = w[wOffset + shape.weight(row + lane, c, j)];
          }
        }
        for (int v = 0; v < WIDTH; v += LANES) {
          int half = first + 9 * WIDTH + v;
          WinogradLoops.weights(
              packed, first + v, WIDTH, 3 * WIDTH, 3, packed, half, WIDTH, 3 * WIDTH);
          int to = panel + c * WIDTH + v;
          int point = channels * WIDTH;
          WinogradLoops.weights(packed, half, 3 * WIDTH, WIDTH, 6, packed, to, 6 * point, point);
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
    pack(w, wOffset, work, base, base + scratchAt);
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
      seen.transform(
          source,
          sourceOffset,
          row,
          rows,
          0,
          shape.channels(),
          work,
          base + sourceAt,
          sourcePoint,
          base + scratchAt);
      for (int channel = 0; channel < shape.rows(); channel += WIDTH) {
        int panel = weightsAt + channel * POINTS * shape.channels();
        multiply(rows * shape.tileColumns(), weights, panel, work, base);
        TurnedLines.numbers(epilogue, channel, WIDTH, work, base + numbersAt);
        for (int r = 0; r < rows; r++) {
          for (int v = 0; v < WIDTH; v += LANES) {
            results(row + r, r, channel, v, target, targetOffset, work, base, epilogue);
          }
        }
      }
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
    int half = base + scratchAt;
    int products = base + productAt + rowOfBlock * tiles * WIDTH + v;
    int results = half + half();
    int numbers = base + numbersAt + v;
    WinogradLoops.results(
        work, products, WIDTH, productPoint, tiles, half, results, epilogue, numbers, WIDTH);
    int tileRow = row % shape.tileRows();
    int channel = row / shape.tileRows() * shape.rows() + panel + v;
    int lines = Math.min(TILE, shape.outHeight() - TILE * tileRow);
    for (int i = 0; i < lines; i++) {
      int line = channel * shape.outPlane() + (TILE * tileRow + i) * shape.outWidth();
      TurnedLines.store(
          work,
          results + TILE * i * tiles * LANES,
          LANES,
          shape.outWidth(),
          target,
          targetOffset,
          line,
          shape.outPlane(),
          results + results(),
          epilogue);
    }
  }
}
