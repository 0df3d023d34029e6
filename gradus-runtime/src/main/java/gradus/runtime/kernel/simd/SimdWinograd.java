package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.Winograd.POINTS;
import static gradus.runtime.kernel.simd.Lanes.LANES;
import static gradus.runtime.kernel.simd.Tiles.WIDTH;

import gradus.runtime.kernel.Epilogue;
import gradus.runtime.kernel.WindowAxis;
import gradus.runtime.kernel.Winograd;
import gradus.runtime.thread.Partition;
import org.jspecify.annotations.Nullable;

/// A convolution by {@link Winograd}'s filtering. For a block of tiles, of some rows of them or of
/// some images: the source, or a copy of its phases, is turned, so that channels are lanes, and
/// transformed; then for a panel of result channels at a time 36 products are made, transformed
/// back, and turned back.
///
/// A part's workspace holds, one after the other: the transformed weights, the phases of an image,
/// the transformed source of a block, its products for a panel, and what the transforms need.
final class SimdWinograd implements Direction {

  /// Floats of a block's transformed source: about what the second-level cache holds beside the
  /// rest.
  private static final int NEAR = 192 * 1024;

  /// Result channels for a tile from which on parts are some channels each, and read some of the
  /// weights, rather than some rows of tiles.
  private static final int MANY_CHANNELS = 4;

  private final Winograd shape;
  private final WinogradTiles seen;

  /// The phases of an image, where windows are two apart.
  private final @Nullable Planes phases;

  /// Rows of tiles in a block.
  private final int blockRows;

  private final int sourcePoint;
  private final int productPoint;
  private final int phasesAt;
  private final int sourceAt;
  private final int productAt;
  private final int numbersAt;
  private final int scratchAt;
  private final int floats;

  SimdWinograd(Winograd shape) {
    this.shape = shape;
    int tiles = shape.tileColumns();
    seen = WinogradTiles.seen(shape);
    phases = shape.stride() == 1 ? null : phases(shape);
    int rows = shape.batch() * shape.tileRows();
    int near = seen.channels() + (phases == null ? 0 : WIDTH);
    blockRows = Math.clamp(NEAR / (POINTS * near * tiles), 1, Math.max(1, rows));
    int most = StridedTiles.paddedRows(blockRows * tiles);
    sourcePoint = seen.point(most);
    productPoint = most * WIDTH + LANES;
    phasesAt = Panels.whole(weights());
    sourceAt =
        phasesAt + (phases == null ? 0 : Panels.whole(seen.channels() * phases.plane + WIDTH));
    productAt = sourceAt + seen.floats(most);
    numbersAt = productAt + Panels.whole(POINTS * productPoint);
    scratchAt = numbersAt + 3 * WIDTH;
    int back = half() + results() + TurnedLines.scratch(shape.outWidth());
    int scratch = Math.max(seen.scratch(blockRows), Math.max(back, packing()));
    floats = scratchAt + scratch + Panels.SLACK;
  }

  private static Planes phases(Winograd w) {
    int stride = w.stride();
    return new Planes(
        Slide.forward(WindowAxis.UNIT),
        Slide.forward(
            new WindowAxis(w.inHeight(), w.outHeight(), w.kernelHeight(), stride, 1, w.top(), 0)),
        Slide.forward(
            new WindowAxis(w.inWidth(), w.outWidth(), w.kernelWidth(), stride, 1, w.left(), 0)),
        w.channels(),
        1);
  }

  /// Floats that packing needs: weights of a panel for a channel, and these transformed once.
  private int packing() {
    return (shape.taps() + 6) * shape.taps() * WIDTH;
  }

  private int weights() {
    return POINTS * shape.seenChannels() * shape.rows();
  }

  /// Floats of a row of tiles, transformed down their columns.
  private int half() {
    return shape.tile() * 6 * shape.tileColumns() * LANES;
  }

  /// Floats of the results of a row of tiles, channels as lanes; a vector's places more may be
  /// read.
  private int results() {
    return (shape.tile() * shape.tile() * shape.tileColumns() + LANES) * LANES;
  }

  @Override
  public int workspace() {
    return floats;
  }

  @Override
  public int packedSize() {
    return Panels.whole(weights()) + packing() + Panels.SLACK;
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
    int channels = shape.seenChannels();
    for (int row = 0; row < shape.rows(); row += WIDTH) {
      int panel = at + row * POINTS * channels;
      for (int c = 0; c < channels; c++) {
        gather(row, c, w, wOffset, packed, first);
        for (int v = 0; v < WIDTH; v += LANES) {
          transform(packed, first + v, panel + c * WIDTH + v, channels * WIDTH);
        }
      }
    }
  }

  /// The weights of a panel of result channels for a seen channel.
  private void gather(int row, int channel, float[] w, int wOffset, float[] packed, int first) {
    for (int j = 0; j < shape.taps() * shape.taps(); j++) {
      int at = shape.weight(row, channel, j);
      for (int lane = 0; lane < WIDTH; lane++) {
        int own = wOffset + at + lane * shape.rowStride();
        packed[first + j * WIDTH + lane] = at < 0 ? 0 : w[own];
      }
    }
  }

  /// Transforms a vector of gathered weights.
  private void transform(float[] z, int from, int to, int point) {
    int taps = shape.taps();
    int half = from + taps * taps * WIDTH;
    int line = taps * WIDTH;
    if (taps == 3) {
      WinogradLoops.weights(z, from, WIDTH, line, taps, z, half, WIDTH, line);
      WinogradLoops.weights(z, half, line, WIDTH, 6, z, to, 6 * point, point);
    } else {
      WinogradLoops.fourWeights(z, from, WIDTH, line, taps, z, half, WIDTH, line);
      WinogradLoops.fourWeights(z, half, line, WIDTH, 6, z, to, 6 * point, point);
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
    int channels = shape.rows();
    boolean byChannel = MANY_CHANNELS * all * shape.tileColumns() <= channels;
    int to = byChannel ? all : Partition.start(all, part + 1, parts);
    int first = byChannel ? Partition.start(channels, part, parts, WIDTH) : 0;
    int last = byChannel ? Partition.start(channels, part + 1, parts, WIDTH) : channels;
    int copied = -1;
    int rows;
    for (int row = byChannel ? 0 : Partition.start(all, part, parts); row < to; row += rows) {
      int image = row / shape.tileRows();
      int end = phases == null ? to : Math.min(to, (image + 1) * shape.tileRows());
      rows = Math.min(blockRows, end - row);
      if (phases == null) {
        see(source, sourceOffset, row, rows, work, base);
      } else {
        if (image != copied) {
          int at = sourceOffset + image * shape.channels() * shape.inPlane();
          phases.copy(source, at, 0, shape.channels(), 0, work, base + phasesAt);
          copied = image;
        }
        see(work, base + phasesAt, row % shape.tileRows(), rows, work, base);
      }
      for (int channel = first; channel < last; channel += WIDTH) {
        int panel = weightsAt + channel * POINTS * shape.seenChannels();
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

  private void see(float[] source, int from, int row, int rows, float[] work, int base) {
    int to = base + sourceAt;
    int scratch = base + scratchAt;
    seen.transform(source, from, row, rows, 0, seen.channels(), work, to, sourcePoint, scratch);
  }

  /// The products of all tiles of a block for a panel of result channels.
  private void multiply(int tiles, float[] weights, int panel, float[] work, int base) {
    int terms = shape.seenChannels();
    int pitch = seen.channels();
    for (int point = 0; point < POINTS; point++) {
      int a = base + sourceAt + point * sourcePoint;
      int b = panel + point * terms * WIDTH;
      int c = base + productAt + point * productPoint;
      for (int tile = 0; tile < tiles; ) {
        int height = StridedTiles.height(tiles - tile);
        int at = a + tile * pitch;
        StridedTiles.run(height, work, at, pitch, terms, weights, b, work, c + tile * WIDTH);
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
    int tile = shape.tile();
    int half = base + scratchAt;
    int products = base + productAt + rowOfBlock * tiles * WIDTH + v;
    int results = half + half();
    int numbers = base + numbersAt + v;
    WinogradLoops.results(
        tile, work, products, WIDTH, productPoint, tiles, half, results, epilogue, numbers, WIDTH);
    int tileRow = row % shape.tileRows();
    int channel = row / shape.tileRows() * shape.rows() + panel + v;
    int lines = Math.min(tile, shape.outHeight() - tile * tileRow);
    for (int i = 0; i < lines; i++) {
      int line = channel * shape.outPlane() + (tile * tileRow + i) * shape.outWidth();
      TurnedLines.store(
          work,
          results + tile * i * tiles * LANES,
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
