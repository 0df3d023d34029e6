package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.FourierLoops.ELEMENT;
import static gradus.runtime.kernel.simd.Lanes.FLOATS;
import static gradus.runtime.kernel.simd.Lanes.LANES;
import static gradus.runtime.kernel.simd.Tiles.WIDTH;
import static jdk.incubator.vector.FloatVector.fromArray;

import gradus.runtime.kernel.Epilogue;
import gradus.runtime.kernel.Fourier;
import gradus.runtime.thread.Partition;
import jdk.incubator.vector.FloatVector;

/// A convolution by {@link Fourier} transforms. For a block of pairs of segments: the source is
/// turned, so that channels are lanes, and transformed; for each frequency a product of pairs by
/// the transformed weights is made; and the products are transformed back and turned back.
///
/// Parts are some pairs each. A part's workspace holds, one after the other: the transformed
/// weights, the transformed source of a block, its products, the numbers of an epilogue, and one
/// pair on its way.
final class SimdFourier implements Direction {

  /// Floats of a block's transformed source: about what the second-level cache holds beside the
  /// rest.
  private static final int NEAR = 192 * 1024;

  private final Fourier shape;
  private final FourierSegments seen;
  private final float[] powers;
  private final int length;

  /// Pairs in a block.
  private final int block;

  /// Real and imaginary parts of all source channels, and of all result channels.
  private final int terms;

  private final int columns;
  private final int sourcePoint;
  private final int productPoint;
  private final int sourceAt;
  private final int productAt;
  private final int numbersAt;
  private final int pairAt;
  private final int lineAt;
  private final int floats;

  SimdFourier(Fourier shape) {
    this.shape = shape;
    length = shape.length();
    powers = Fourier.powers(length);
    seen = FourierSegments.seen(shape, powers);
    terms = 2 * shape.channels();
    columns = 2 * shape.rows();
    block = Math.clamp(NEAR / (length * terms), 1, 2) * 12;
    sourcePoint = block * terms + LANES;
    productPoint = block * columns + LANES;
    sourceAt = Panels.whole(weights());
    productAt = sourceAt + Panels.whole(length * sourcePoint);
    numbersAt = productAt + Panels.whole(length * productPoint);
    pairAt = numbersAt + Panels.whole(3 * shape.rows());
    lineAt = pairAt + FourierSegments.floats(shape);
    floats = lineAt + TurnedLines.scratch(shape.hop()) + Panels.SLACK;
  }

  private int weights() {
    return length * terms * columns;
  }

  @Override
  public int workspace() {
    return floats;
  }

  @Override
  public int packedSize() {
    return Panels.whole(weights()) + FourierSegments.floats(shape) + Panels.SLACK;
  }

  @Override
  public void pack(float[] w, int wOffset, float[] packed, int packedOffset) {
    int at = Panels.align(packedOffset);
    pack(w, wOffset, packed, at, at + Panels.whole(weights()));
  }

  /// Transforms the weights: for each frequency, panels of columns, each with a row for the real
  /// part of each channel, then one for each imaginary part.
  private void pack(float[] w, int wOffset, float[] packed, int at, int first) {
    float scale = 1f / length;
    for (int channel = 0; channel < shape.channels(); channel++) {
      for (int row = 0; row < shape.rows(); row += LANES) {
        TurnedLines.clear(packed, first, length * ELEMENT);
        for (int j = 0; j < shape.kernel(); j++) {
          for (int lane = 0; lane < LANES; lane++) {
            packed[first + j * ELEMENT + lane] = w[wOffset + shape.weight(row + lane, channel, j)];
          }
        }
        FourierLoops.forward(packed, first, length, powers);
        int real = at + column(row, terms) + channel * WIDTH;
        int imaginary = at + column(shape.rows() + row, terms) + channel * WIDTH;
        int below = shape.channels() * WIDTH;
        for (int f = 0; f < length; f++) {
          FloatVector re = fromArray(FLOATS, packed, first + f * ELEMENT).mul(scale);
          FloatVector im = fromArray(FLOATS, packed, first + f * ELEMENT + LANES).mul(scale);
          int point = f * terms * columns;
          re.intoArray(packed, real + point);
          im.neg().intoArray(packed, imaginary + point);
          im.intoArray(packed, real + below + point);
          re.intoArray(packed, imaginary + below + point);
        }
      }
    }
  }

  /// Where a column begins in panels of so many rows.
  private static int column(int column, int rows) {
    return column / WIDTH * rows * WIDTH + column % WIDTH;
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
    pack(w, wOffset, work, base, base + pairAt);
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
    TurnedLines.numbers(epilogue, 0, shape.rows(), work, base + numbersAt);
    int to = Partition.start(shape.pairs(), part + 1, parts);
    for (int pair = Partition.start(shape.pairs(), part, parts); pair < to; pair += block) {
      int count = Math.min(block, to - pair);
      for (int i = 0; i < count; i++) {
        for (int channel = 0; channel < shape.channels(); channel += LANES) {
          seen.transform(source, sourceOffset, pair + i, channel, work, base + pairAt);
          spread(work, base + pairAt, base + sourceAt + i * terms + channel);
        }
      }
      multiply(count, weights, weightsAt, work, base);
      for (int i = 0; i < count; i++) {
        for (int row = 0; row < shape.rows(); row += LANES) {
          results(pair + i, i, row, target, targetOffset, work, base, epilogue);
        }
      }
    }
  }

  /// Copies a transformed pair to its place among those of each frequency.
  private void spread(float[] work, int from, int to) {
    for (int f = 0; f < length; f++) {
      int place = to + f * sourcePoint;
      fromArray(FLOATS, work, from + f * ELEMENT).intoArray(work, place);
      fromArray(FLOATS, work, from + f * ELEMENT + LANES).intoArray(work, place + shape.channels());
    }
  }

  private void multiply(int pairs, float[] weights, int weightsAt, float[] work, int base) {
    for (int f = 0; f < length; f++) {
      int a = base + sourceAt + f * sourcePoint;
      for (int column = 0; column < columns; column += WIDTH) {
        int b = weightsAt + (f * columns + column) * terms;
        int c = base + productAt + f * productPoint + column * block;
        for (int pair = 0; pair < pairs; ) {
          int height = StridedTiles.height(pairs - pair);
          int rows = a + pair * terms;
          StridedTiles.run(height, work, rows, terms, terms, weights, b, work, c + pair * WIDTH);
          pair += height;
        }
      }
    }
  }

  /// The results of a pair, for as many channels as a vector has lanes.
  private void results(
      int pair,
      int pairOfBlock,
      int row,
      float[] target,
      int targetOffset,
      float[] work,
      int base,
      Epilogue epilogue) {
    int products = base + productAt + pairOfBlock * WIDTH;
    int real = products + column(row, block);
    int imaginary = products + column(shape.rows() + row, block);
    int to = base + pairAt;
    for (int f = 0; f < length; f++) {
      fromArray(FLOATS, work, real + f * productPoint).intoArray(work, to + f * ELEMENT);
      fromArray(FLOATS, work, imaginary + f * productPoint)
          .intoArray(work, to + f * ELEMENT + LANES);
    }
    FourierLoops.back(work, to, length, powers);
    int numbers = base + numbersAt + row;
    TurnedLines.finish(epilogue, work, to, 2 * shape.hop(), numbers, shape.rows());
    for (int i = 0; i < 2; i++) {
      int first = shape.start(pair, i);
      if (first < shape.outWidth()) {
        TurnedLines.store(
            work,
            to + i * LANES,
            ELEMENT,
            Math.min(shape.hop(), shape.outWidth() - first),
            target,
            targetOffset,
            (pair / shape.pairsOfImage() * shape.rows() + row) * shape.outWidth() + first,
            shape.outWidth(),
            base + lineAt,
            epilogue);
      }
    }
  }
}
