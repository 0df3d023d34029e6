package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Lanes.FLOATS;
import static gradus.runtime.kernel.simd.Lanes.LANES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import gradus.runtime.kernel.GradientLines;
import jdk.incubator.vector.FloatVector;

/// Register tiles for {@link GradientLines}: some output channels by some taps, each a vector of
/// sums over places, {@link GradientLines#LANES} floats after the one before.
///
/// A tile may have more channels or taps than are left: what it finds for them is from places that
/// exist, and for nobody.
final class LineTiles {

  private static final int STEP = GradientLines.LANES;

  /// Taps of the tile that has most.
  static final int MOST_TAPS = 12;

  private LineTiles() {}

  /// Channels of the tiles for so many output channels: there are 32 registers for vectors of 512
  /// bits, else 16.
  static int channels(int all) {
    return all == 1 ? 1 : all <= 3 || LANES < STEP ? 3 : 6;
  }

  /// Taps of tiles of so many channels.
  static int taps(int channels) {
    return channels == 1 ? MOST_TAPS : 4;
  }

  /// Sums the places `first`, `first + 16`, … of the lines from `line` on, a vector from each on.
  ///
  /// @param channels of the tile
  /// @param plane elements of a channel of `y`, of which `left` are left
  /// @param lines where the first place of each line reads, after `xOffset`
  /// @param shifts how far from there each tap reads; the tile begins with number `tap`
  /// @param width places of a line of `y`, whole sixteens
  static void run(
      int channels,
      float[] y,
      int yOffset,
      int plane,
      int left,
      float[] x,
      int xOffset,
      int[] lines,
      int line,
      int endLine,
      int[] shifts,
      int tap,
      int first,
      int width,
      float[] target,
      int to) {
    switch (channels) {
      case 1 ->
          tile1By12(
              y, yOffset, x, xOffset, lines, line, endLine, shifts, tap, first, width, target, to);
      case 3 ->
          tile3By4(
              y, yOffset, plane, left, x, xOffset, lines, line, endLine, shifts, tap, first, width,
              target, to);
      case 6 ->
          tile6By4(
              y, yOffset, plane, left, x, xOffset, lines, line, endLine, shifts, tap, first, width,
              target, to);
      default -> throw new AssertionError("no tile of " + channels + " channels");
    }
  }

  private static void tile1By12(
      float[] y,
      int yOffset,
      float[] x,
      int xOffset,
      int[] lines,
      int line,
      int endLine,
      int[] shifts,
      int tap,
      int first,
      int width,
      float[] target,
      int to) {
    FloatVector s0a = broadcast(FLOATS, 0f);
    FloatVector s0b = broadcast(FLOATS, 0f);
    FloatVector s0c = broadcast(FLOATS, 0f);
    FloatVector s0d = broadcast(FLOATS, 0f);
    FloatVector s0e = broadcast(FLOATS, 0f);
    FloatVector s0f = broadcast(FLOATS, 0f);
    FloatVector s0g = broadcast(FLOATS, 0f);
    FloatVector s0h = broadcast(FLOATS, 0f);
    FloatVector s0i = broadcast(FLOATS, 0f);
    FloatVector s0j = broadcast(FLOATS, 0f);
    FloatVector s0k = broadcast(FLOATS, 0f);
    FloatVector s0l = broadcast(FLOATS, 0f);
    int xa = xOffset + shifts[tap];
    int xb = xOffset + shifts[tap + 1];
    int xc = xOffset + shifts[tap + 2];
    int xd = xOffset + shifts[tap + 3];
    int xe = xOffset + shifts[tap + 4];
    int xf = xOffset + shifts[tap + 5];
    int xg = xOffset + shifts[tap + 6];
    int xh = xOffset + shifts[tap + 7];
    int xi = xOffset + shifts[tap + 8];
    int xj = xOffset + shifts[tap + 9];
    int xk = xOffset + shifts[tap + 10];
    int xl = xOffset + shifts[tap + 11];
    for (int row = line; row < endLine; row++) {
      int from = lines[row];
      int cotangents = yOffset + row * width;
      for (int place = first; place < width; place += STEP) {
        int q = cotangents + place;
        int p = from + place;
        FloatVector v0 = fromArray(FLOATS, y, q);
        FloatVector a = fromArray(FLOATS, x, p + xa);
        s0a = a.fma(v0, s0a);
        FloatVector b = fromArray(FLOATS, x, p + xb);
        s0b = b.fma(v0, s0b);
        FloatVector c = fromArray(FLOATS, x, p + xc);
        s0c = c.fma(v0, s0c);
        FloatVector d = fromArray(FLOATS, x, p + xd);
        s0d = d.fma(v0, s0d);
        FloatVector e = fromArray(FLOATS, x, p + xe);
        s0e = e.fma(v0, s0e);
        FloatVector f = fromArray(FLOATS, x, p + xf);
        s0f = f.fma(v0, s0f);
        FloatVector g = fromArray(FLOATS, x, p + xg);
        s0g = g.fma(v0, s0g);
        FloatVector h = fromArray(FLOATS, x, p + xh);
        s0h = h.fma(v0, s0h);
        FloatVector i = fromArray(FLOATS, x, p + xi);
        s0i = i.fma(v0, s0i);
        FloatVector j = fromArray(FLOATS, x, p + xj);
        s0j = j.fma(v0, s0j);
        FloatVector k = fromArray(FLOATS, x, p + xk);
        s0k = k.fma(v0, s0k);
        FloatVector l = fromArray(FLOATS, x, p + xl);
        s0l = l.fma(v0, s0l);
      }
    }
    s0a.intoArray(target, to);
    s0b.intoArray(target, to + STEP);
    s0c.intoArray(target, to + 2 * STEP);
    s0d.intoArray(target, to + 3 * STEP);
    s0e.intoArray(target, to + 4 * STEP);
    s0f.intoArray(target, to + 5 * STEP);
    s0g.intoArray(target, to + 6 * STEP);
    s0h.intoArray(target, to + 7 * STEP);
    s0i.intoArray(target, to + 8 * STEP);
    s0j.intoArray(target, to + 9 * STEP);
    s0k.intoArray(target, to + 10 * STEP);
    s0l.intoArray(target, to + 11 * STEP);
  }

  private static void tile3By4(
      float[] y,
      int yOffset,
      int plane,
      int left,
      float[] x,
      int xOffset,
      int[] lines,
      int line,
      int endLine,
      int[] shifts,
      int tap,
      int first,
      int width,
      float[] target,
      int to) {
    FloatVector s0a = broadcast(FLOATS, 0f);
    FloatVector s0b = broadcast(FLOATS, 0f);
    FloatVector s0c = broadcast(FLOATS, 0f);
    FloatVector s0d = broadcast(FLOATS, 0f);
    FloatVector s1a = broadcast(FLOATS, 0f);
    FloatVector s1b = broadcast(FLOATS, 0f);
    FloatVector s1c = broadcast(FLOATS, 0f);
    FloatVector s1d = broadcast(FLOATS, 0f);
    FloatVector s2a = broadcast(FLOATS, 0f);
    FloatVector s2b = broadcast(FLOATS, 0f);
    FloatVector s2c = broadcast(FLOATS, 0f);
    FloatVector s2d = broadcast(FLOATS, 0f);
    int xa = xOffset + shifts[tap];
    int xb = xOffset + shifts[tap + 1];
    int xc = xOffset + shifts[tap + 2];
    int xd = xOffset + shifts[tap + 3];
    int y1 = Math.min(1, left - 1) * plane;
    int y2 = Math.min(2, left - 1) * plane;
    for (int row = line; row < endLine; row++) {
      int from = lines[row];
      int cotangents = yOffset + row * width;
      for (int place = first; place < width; place += STEP) {
        int q = cotangents + place;
        int p = from + place;
        FloatVector v0 = fromArray(FLOATS, y, q);
        FloatVector v1 = fromArray(FLOATS, y, q + y1);
        FloatVector v2 = fromArray(FLOATS, y, q + y2);
        FloatVector a = fromArray(FLOATS, x, p + xa);
        s0a = a.fma(v0, s0a);
        s1a = a.fma(v1, s1a);
        s2a = a.fma(v2, s2a);
        FloatVector b = fromArray(FLOATS, x, p + xb);
        s0b = b.fma(v0, s0b);
        s1b = b.fma(v1, s1b);
        s2b = b.fma(v2, s2b);
        FloatVector c = fromArray(FLOATS, x, p + xc);
        s0c = c.fma(v0, s0c);
        s1c = c.fma(v1, s1c);
        s2c = c.fma(v2, s2c);
        FloatVector d = fromArray(FLOATS, x, p + xd);
        s0d = d.fma(v0, s0d);
        s1d = d.fma(v1, s1d);
        s2d = d.fma(v2, s2d);
      }
    }
    s0a.intoArray(target, to);
    s0b.intoArray(target, to + STEP);
    s0c.intoArray(target, to + 2 * STEP);
    s0d.intoArray(target, to + 3 * STEP);
    s1a.intoArray(target, to + 4 * STEP);
    s1b.intoArray(target, to + 5 * STEP);
    s1c.intoArray(target, to + 6 * STEP);
    s1d.intoArray(target, to + 7 * STEP);
    s2a.intoArray(target, to + 8 * STEP);
    s2b.intoArray(target, to + 9 * STEP);
    s2c.intoArray(target, to + 10 * STEP);
    s2d.intoArray(target, to + 11 * STEP);
  }

  private static void tile6By4(
      float[] y,
      int yOffset,
      int plane,
      int left,
      float[] x,
      int xOffset,
      int[] lines,
      int line,
      int endLine,
      int[] shifts,
      int tap,
      int first,
      int width,
      float[] target,
      int to) {
    FloatVector s0a = broadcast(FLOATS, 0f);
    FloatVector s0b = broadcast(FLOATS, 0f);
    FloatVector s0c = broadcast(FLOATS, 0f);
    FloatVector s0d = broadcast(FLOATS, 0f);
    FloatVector s1a = broadcast(FLOATS, 0f);
    FloatVector s1b = broadcast(FLOATS, 0f);
    FloatVector s1c = broadcast(FLOATS, 0f);
    FloatVector s1d = broadcast(FLOATS, 0f);
    FloatVector s2a = broadcast(FLOATS, 0f);
    FloatVector s2b = broadcast(FLOATS, 0f);
    FloatVector s2c = broadcast(FLOATS, 0f);
    FloatVector s2d = broadcast(FLOATS, 0f);
    FloatVector s3a = broadcast(FLOATS, 0f);
    FloatVector s3b = broadcast(FLOATS, 0f);
    FloatVector s3c = broadcast(FLOATS, 0f);
    FloatVector s3d = broadcast(FLOATS, 0f);
    FloatVector s4a = broadcast(FLOATS, 0f);
    FloatVector s4b = broadcast(FLOATS, 0f);
    FloatVector s4c = broadcast(FLOATS, 0f);
    FloatVector s4d = broadcast(FLOATS, 0f);
    FloatVector s5a = broadcast(FLOATS, 0f);
    FloatVector s5b = broadcast(FLOATS, 0f);
    FloatVector s5c = broadcast(FLOATS, 0f);
    FloatVector s5d = broadcast(FLOATS, 0f);
    int xa = xOffset + shifts[tap];
    int xb = xOffset + shifts[tap + 1];
    int xc = xOffset + shifts[tap + 2];
    int xd = xOffset + shifts[tap + 3];
    int y1 = Math.min(1, left - 1) * plane;
    int y2 = Math.min(2, left - 1) * plane;
    int y3 = Math.min(3, left - 1) * plane;
    int y4 = Math.min(4, left - 1) * plane;
    int y5 = Math.min(5, left - 1) * plane;
    for (int row = line; row < endLine; row++) {
      int from = lines[row];
      int cotangents = yOffset + row * width;
      for (int place = first; place < width; place += STEP) {
        int q = cotangents + place;
        int p = from + place;
        FloatVector v0 = fromArray(FLOATS, y, q);
        FloatVector v1 = fromArray(FLOATS, y, q + y1);
        FloatVector v2 = fromArray(FLOATS, y, q + y2);
        FloatVector v3 = fromArray(FLOATS, y, q + y3);
        FloatVector v4 = fromArray(FLOATS, y, q + y4);
        FloatVector v5 = fromArray(FLOATS, y, q + y5);
        FloatVector a = fromArray(FLOATS, x, p + xa);
        s0a = a.fma(v0, s0a);
        s1a = a.fma(v1, s1a);
        s2a = a.fma(v2, s2a);
        s3a = a.fma(v3, s3a);
        s4a = a.fma(v4, s4a);
        s5a = a.fma(v5, s5a);
        FloatVector b = fromArray(FLOATS, x, p + xb);
        s0b = b.fma(v0, s0b);
        s1b = b.fma(v1, s1b);
        s2b = b.fma(v2, s2b);
        s3b = b.fma(v3, s3b);
        s4b = b.fma(v4, s4b);
        s5b = b.fma(v5, s5b);
        FloatVector c = fromArray(FLOATS, x, p + xc);
        s0c = c.fma(v0, s0c);
        s1c = c.fma(v1, s1c);
        s2c = c.fma(v2, s2c);
        s3c = c.fma(v3, s3c);
        s4c = c.fma(v4, s4c);
        s5c = c.fma(v5, s5c);
        FloatVector d = fromArray(FLOATS, x, p + xd);
        s0d = d.fma(v0, s0d);
        s1d = d.fma(v1, s1d);
        s2d = d.fma(v2, s2d);
        s3d = d.fma(v3, s3d);
        s4d = d.fma(v4, s4d);
        s5d = d.fma(v5, s5d);
      }
    }
    s0a.intoArray(target, to);
    s0b.intoArray(target, to + STEP);
    s0c.intoArray(target, to + 2 * STEP);
    s0d.intoArray(target, to + 3 * STEP);
    s1a.intoArray(target, to + 4 * STEP);
    s1b.intoArray(target, to + 5 * STEP);
    s1c.intoArray(target, to + 6 * STEP);
    s1d.intoArray(target, to + 7 * STEP);
    s2a.intoArray(target, to + 8 * STEP);
    s2b.intoArray(target, to + 9 * STEP);
    s2c.intoArray(target, to + 10 * STEP);
    s2d.intoArray(target, to + 11 * STEP);
    s3a.intoArray(target, to + 12 * STEP);
    s3b.intoArray(target, to + 13 * STEP);
    s3c.intoArray(target, to + 14 * STEP);
    s3d.intoArray(target, to + 15 * STEP);
    s4a.intoArray(target, to + 16 * STEP);
    s4b.intoArray(target, to + 17 * STEP);
    s4c.intoArray(target, to + 18 * STEP);
    s4d.intoArray(target, to + 19 * STEP);
    s5a.intoArray(target, to + 20 * STEP);
    s5b.intoArray(target, to + 21 * STEP);
    s5c.intoArray(target, to + 22 * STEP);
    s5d.intoArray(target, to + 23 * STEP);
  }
}
