package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.FourierLoops.ELEMENT;
import static gradus.runtime.kernel.simd.Lanes.FLOATS;
import static gradus.runtime.kernel.simd.Lanes.LANES;
import static gradus.runtime.kernel.simd.Tiles.WIDTH;
import static jdk.incubator.vector.FloatVector.fromArray;

import gradus.runtime.kernel.Fourier;
import gradus.runtime.thread.Partition;
import jdk.incubator.vector.FloatVector;

/// The gradient of a convolution's weights by {@link Fourier} transforms. For a chunk of pairs of
/// segments after the other: what results see and their cotangents are transformed, and for each
/// frequency a product over the pairs is added up; the sums are transformed back at the end.
///
/// Parts are some input channels each. A part's workspace holds, one after the other: the sums, the
/// transformed segments of `x` and of `ȳ` of a chunk, a tile, and one pair on its way.
final class FourierGradient implements GradientOfWeights {

  private final Fourier shape;
  private final FourierSegments seen;
  private final FourierSegments placed;
  private final float[] powers;
  private final int length;

  /// Real and imaginary parts of all output channels.
  private final int columns;

  private final int[] steps;
  private final int seenPoint;
  private final int placedPoint;
  private final int seenAt;
  private final int placedAt;
  private final int tileAt;
  private final int pairAt;

  FourierGradient(Fourier shape) {
    this.shape = shape;
    length = shape.length();
    powers = Fourier.powers(length);
    seen = FourierSegments.seen(shape, powers);
    placed = FourierSegments.placed(shape, powers);
    columns = 2 * shape.rows();
    steps = Panels.steps(columns);
    seenPoint = 2 * Fourier.CHUNK * shape.channels() + LANES;
    placedPoint = 2 * Fourier.CHUNK * columns + LANES;
    seenAt = Panels.whole(length * shape.channels() * columns);
    placedAt = seenAt + Panels.whole(length * seenPoint);
    tileAt = placedAt + Panels.whole(length * placedPoint);
    pairAt = tileAt + Tiles.ROWS * WIDTH;
  }

  @Override
  public int workspace() {
    return pairAt + FourierSegments.floats(shape) + Panels.SLACK;
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
    int from = Partition.start(shape.channels(), part, parts, Fourier.UNIT);
    int to = Partition.start(shape.channels(), part + 1, parts, Fourier.UNIT);
    int base = Panels.align(workOffset);
    if (shape.pairs() == 0) {
      TurnedLines.clear(work, base, length * (to - from) * columns);
    }
    for (int pair = 0; pair < shape.pairs() && from < to; pair += Fourier.CHUNK) {
      int count = Math.min(Fourier.CHUNK, shape.pairs() - pair);
      for (int i = 0; i < count; i++) {
        for (int channel = from; channel < to; channel += LANES) {
          seen.transform(x, xOffset, pair + i, channel, work, base + pairAt);
          spread(work, base + pairAt, base + seenAt + 2 * i * shape.channels() + channel);
        }
        for (int row = 0; row < shape.rows(); row += LANES) {
          placed.transform(yBar, yOffset, pair + i, row, work, base + pairAt);
          spreadTwice(work, base + pairAt, base + placedAt + 2 * i * columns + row);
        }
      }
      multiply(pair == 0, 2 * count, from, to, work, base);
    }
    for (int channel = from; channel < to; channel++) {
      for (int row = 0; row < shape.rows(); row += LANES) {
        weights(channel, row, channel - from, to - from, work, base, wBar, wOffset);
      }
    }
  }

  /// Copies a transformed pair of `x` to its place: a row of real parts, then one of imaginary
  /// ones.
  private void spread(float[] work, int from, int to) {
    for (int f = 0; f < length; f++) {
      int place = to + f * seenPoint;
      fromArray(FLOATS, work, from + f * ELEMENT).intoArray(work, place);
      fromArray(FLOATS, work, from + f * ELEMENT + LANES).intoArray(work, place + shape.channels());
    }
  }

  /// Copies a transformed pair of `ȳ` to its place: in a row its real parts and its imaginary ones
  /// with the other sign, in the next its imaginary parts and its real ones.
  private void spreadTwice(float[] work, int from, int to) {
    int rows = shape.rows();
    for (int f = 0; f < length; f++) {
      int place = to + f * placedPoint;
      FloatVector re = fromArray(FLOATS, work, from + f * ELEMENT);
      FloatVector im = fromArray(FLOATS, work, from + f * ELEMENT + LANES);
      re.intoArray(work, place);
      im.neg().intoArray(work, place + rows);
      im.intoArray(work, place + columns);
      re.intoArray(work, place + columns + rows);
    }
  }

  /// Adds the products of a chunk to the sums.
  private void multiply(boolean first, int terms, int from, int to, float[] work, int base) {
    int tile = base + tileAt;
    int step = shape.channels();
    for (int f = 0; f < length; f++) {
      for (int column = 0; column < columns; column += WIDTH) {
        int b = base + placedAt + f * placedPoint + column;
        int height;
        for (int channel = from; channel < to; channel += height) {
          height = Tiles.height(to - channel);
          int a = base + seenAt + f * seenPoint + channel;
          int sums = base + (f * (to - from) + channel - from) * columns + column;
          if (first) {
            Tiles.run(height, work, a, step, work, b, steps, 0, terms, work, sums, columns);
          } else {
            Tiles.run(height, work, a, step, work, b, steps, 0, terms, work, tile, WIDTH);
            Panels.merge(false, work, tile, height, WIDTH, work, sums, columns);
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
      int own,
      int channels,
      float[] work,
      int base,
      float[] wBar,
      int wOffset) {
    int to = base + pairAt;
    for (int f = 0; f < length; f++) {
      int sums = base + (f * channels + own) * columns + row;
      fromArray(FLOATS, work, sums).intoArray(work, to + f * ELEMENT);
      fromArray(FLOATS, work, sums + shape.rows()).intoArray(work, to + f * ELEMENT + LANES);
    }
    FourierLoops.back(work, to, length, powers);
    float scale = 1f / length;
    for (int j = 0; j < shape.kernel(); j++) {
      for (int lane = 0; lane < LANES; lane++) {
        int place = wOffset + shape.weight(row + lane, channel, j);
        wBar[place] = work[to + j * ELEMENT + lane] * scale;
      }
    }
  }
}
