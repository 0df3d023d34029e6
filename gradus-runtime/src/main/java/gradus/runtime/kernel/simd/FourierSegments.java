package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.FourierLoops.ELEMENT;
import static gradus.runtime.kernel.simd.Lanes.LANES;

import gradus.runtime.kernel.Fourier;

/// Pairs of segments of a source, turned, so that channels are lanes, and transformed: of what
/// results see, or of what lies at their places.
final class FourierSegments {

  private final Fourier shape;
  private final int channels;
  private final int width;
  private final int before;

  /// Elements of a segment that are not 0.
  private final int filled;

  private final float[] powers;

  private FourierSegments(
      Fourier shape, int channels, int width, int before, int filled, float[] powers) {
    this.shape = shape;
    this.channels = channels;
    this.width = width;
    this.before = before;
    this.filled = filled;
    this.powers = powers;
  }

  /// What results see.
  static FourierSegments seen(Fourier f, float[] powers) {
    return new FourierSegments(f, f.channels(), f.inWidth(), f.before(), f.length(), powers);
  }

  /// What lies at the places of results.
  static FourierSegments placed(Fourier f, float[] powers) {
    return new FourierSegments(f, f.rows(), f.outWidth(), 0, f.hop(), powers);
  }

  /// Floats of a transformed pair of as many channels as there are lanes; more may be read or
  /// overwritten behind it.
  static int floats(Fourier f) {
    return (f.length() + LANES) * ELEMENT;
  }

  /// Transforms a pair for as many channels as there are lanes.
  void transform(float[] source, int sourceOffset, int pair, int channel, float[] work, int to) {
    turn(source, sourceOffset, pair, 0, channel, work, to);
    turn(source, sourceOffset, pair, 1, channel, work, to + LANES);
    FourierLoops.forward(work, to, shape.length(), powers);
  }

  private void turn(
      float[] source, int sourceOffset, int pair, int second, int channel, float[] work, int to) {
    int image = pair / shape.pairsOfImage();
    int at = sourceOffset + (image * channels + channel) * width;
    int first = shape.start(pair, second);
    int start = first - before;
    int seen = first < shape.outWidth() ? filled : 0;
    int from = Math.clamp(-start, 0, seen);
    int end = Math.clamp(width - start, from, seen);
    clear(work, to, 0, from);
    int n = from;
    for (; n + LANES <= end; n += LANES) {
      int place = to + n * ELEMENT;
      Transposes.block(source, at + start + n, width, LANES - 1, work, place, ELEMENT);
    }
    for (; n < end; n++) {
      for (int lane = 0; lane < LANES; lane++) {
        work[to + n * ELEMENT + lane] = source[at + start + n + lane * width];
      }
    }
    clear(work, to, end, shape.length());
  }

  private static void clear(float[] work, int to, int from, int end) {
    for (int n = from; n < end; n++) {
      TurnedLines.clear(work, to + n * ELEMENT, LANES);
    }
  }
}
