package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Lanes.FLOATS;
import static gradus.runtime.kernel.simd.Lanes.LANES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import gradus.runtime.kernel.ImageSums;
import jdk.incubator.vector.FloatVector;

/// Register tiles for the gradients of {@link ImageSums}: some output channels by some taps, each a
/// vector of sums over places, {@link ImageSums#LANES} floats after the one before.
///
/// A tile may have more channels or taps than are left: what it finds for them is from places that
/// exist, and for nobody.
final class SixteenTiles {

  private static final int STEP = ImageSums.LANES;

  private SixteenTiles() {}

  /// Channels of the tiles for so many output channels and taps: there are 32 registers for vectors
  /// of 512 bits, else 16.
  static int channels(int all, int taps) {
    if (LANES < STEP || all <= 3) {
      return 3;
    }
    return size(all, taps, 4) < size(all, taps, 6) ? 4 : 6;
  }

  /// Taps of tiles of so many channels.
  static int taps(int channels) {
    return channels == 4 ? 6 : 4;
  }

  private static int size(int all, int taps, int channels) {
    int wide = taps(channels);
    return Math.ceilDiv(all, channels) * channels * Math.ceilDiv(taps, wide) * wide;
  }

  /// Sums over the places `place` to `end`, a vector of images from each on.
  ///
  /// @param channels of the tile
  /// @param z holds cotangents from `yOffset` on and inputs from `xOffset` on: in one array,
  ///   because there are hardly registers enough for the addresses of one
  /// @param plane elements of a channel of cotangents, of which `left` are left
  /// @param places where each place reads, after `xOffset`
  /// @param shifts how far from there each tap reads; the tile begins with number `tap`
  static void run(
      int channels,
      float[] z,
      int yOffset,
      int plane,
      int left,
      int xOffset,
      int[] places,
      int place,
      int end,
      int[] shifts,
      int tap,
      float[] target,
      int to) {
    switch (channels) {
      case 3 ->
          tile3By4(z, yOffset, plane, left, xOffset, places, place, end, shifts, tap, target, to);
      case 4 ->
          tile4By6(z, yOffset, plane, left, xOffset, places, place, end, shifts, tap, target, to);
      case 6 ->
          tile6By4(z, yOffset, plane, left, xOffset, places, place, end, shifts, tap, target, to);
      default -> throw new AssertionError("no tile of " + channels + " channels");
    }
  }

  private static void tile3By4(
      float[] z,
      int yOffset,
      int plane,
      int left,
      int xOffset,
      int[] places,
      int place,
      int end,
      int[] shifts,
      int tap,
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
    for (int i = place; i < end; i++) {
      int q = yOffset + i * STEP;
      int p = places[i];
      FloatVector v0 = fromArray(FLOATS, z, q);
      FloatVector v1 = fromArray(FLOATS, z, q + y1);
      FloatVector v2 = fromArray(FLOATS, z, q + y2);
      FloatVector a = fromArray(FLOATS, z, p + xa);
      s0a = a.fma(v0, s0a);
      s1a = a.fma(v1, s1a);
      s2a = a.fma(v2, s2a);
      FloatVector b = fromArray(FLOATS, z, p + xb);
      s0b = b.fma(v0, s0b);
      s1b = b.fma(v1, s1b);
      s2b = b.fma(v2, s2b);
      FloatVector c = fromArray(FLOATS, z, p + xc);
      s0c = c.fma(v0, s0c);
      s1c = c.fma(v1, s1c);
      s2c = c.fma(v2, s2c);
      FloatVector d = fromArray(FLOATS, z, p + xd);
      s0d = d.fma(v0, s0d);
      s1d = d.fma(v1, s1d);
      s2d = d.fma(v2, s2d);
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

  private static void tile4By6(
      float[] z,
      int yOffset,
      int plane,
      int left,
      int xOffset,
      int[] places,
      int place,
      int end,
      int[] shifts,
      int tap,
      float[] target,
      int to) {
    FloatVector s0a = broadcast(FLOATS, 0f);
    FloatVector s0b = broadcast(FLOATS, 0f);
    FloatVector s0c = broadcast(FLOATS, 0f);
    FloatVector s0d = broadcast(FLOATS, 0f);
    FloatVector s0e = broadcast(FLOATS, 0f);
    FloatVector s0f = broadcast(FLOATS, 0f);
    FloatVector s1a = broadcast(FLOATS, 0f);
    FloatVector s1b = broadcast(FLOATS, 0f);
    FloatVector s1c = broadcast(FLOATS, 0f);
    FloatVector s1d = broadcast(FLOATS, 0f);
    FloatVector s1e = broadcast(FLOATS, 0f);
    FloatVector s1f = broadcast(FLOATS, 0f);
    FloatVector s2a = broadcast(FLOATS, 0f);
    FloatVector s2b = broadcast(FLOATS, 0f);
    FloatVector s2c = broadcast(FLOATS, 0f);
    FloatVector s2d = broadcast(FLOATS, 0f);
    FloatVector s2e = broadcast(FLOATS, 0f);
    FloatVector s2f = broadcast(FLOATS, 0f);
    FloatVector s3a = broadcast(FLOATS, 0f);
    FloatVector s3b = broadcast(FLOATS, 0f);
    FloatVector s3c = broadcast(FLOATS, 0f);
    FloatVector s3d = broadcast(FLOATS, 0f);
    FloatVector s3e = broadcast(FLOATS, 0f);
    FloatVector s3f = broadcast(FLOATS, 0f);
    int xa = xOffset + shifts[tap];
    int xb = xOffset + shifts[tap + 1];
    int xc = xOffset + shifts[tap + 2];
    int xd = xOffset + shifts[tap + 3];
    int xe = xOffset + shifts[tap + 4];
    int xf = xOffset + shifts[tap + 5];
    int y1 = Math.min(1, left - 1) * plane;
    int y2 = Math.min(2, left - 1) * plane;
    int y3 = Math.min(3, left - 1) * plane;
    for (int i = place; i < end; i++) {
      int q = yOffset + i * STEP;
      int p = places[i];
      FloatVector v0 = fromArray(FLOATS, z, q);
      FloatVector v1 = fromArray(FLOATS, z, q + y1);
      FloatVector v2 = fromArray(FLOATS, z, q + y2);
      FloatVector v3 = fromArray(FLOATS, z, q + y3);
      FloatVector a = fromArray(FLOATS, z, p + xa);
      s0a = a.fma(v0, s0a);
      s1a = a.fma(v1, s1a);
      s2a = a.fma(v2, s2a);
      s3a = a.fma(v3, s3a);
      FloatVector b = fromArray(FLOATS, z, p + xb);
      s0b = b.fma(v0, s0b);
      s1b = b.fma(v1, s1b);
      s2b = b.fma(v2, s2b);
      s3b = b.fma(v3, s3b);
      FloatVector c = fromArray(FLOATS, z, p + xc);
      s0c = c.fma(v0, s0c);
      s1c = c.fma(v1, s1c);
      s2c = c.fma(v2, s2c);
      s3c = c.fma(v3, s3c);
      FloatVector d = fromArray(FLOATS, z, p + xd);
      s0d = d.fma(v0, s0d);
      s1d = d.fma(v1, s1d);
      s2d = d.fma(v2, s2d);
      s3d = d.fma(v3, s3d);
      FloatVector e = fromArray(FLOATS, z, p + xe);
      s0e = e.fma(v0, s0e);
      s1e = e.fma(v1, s1e);
      s2e = e.fma(v2, s2e);
      s3e = e.fma(v3, s3e);
      FloatVector f = fromArray(FLOATS, z, p + xf);
      s0f = f.fma(v0, s0f);
      s1f = f.fma(v1, s1f);
      s2f = f.fma(v2, s2f);
      s3f = f.fma(v3, s3f);
    }
    s0a.intoArray(target, to);
    s0b.intoArray(target, to + STEP);
    s0c.intoArray(target, to + 2 * STEP);
    s0d.intoArray(target, to + 3 * STEP);
    s0e.intoArray(target, to + 4 * STEP);
    s0f.intoArray(target, to + 5 * STEP);
    s1a.intoArray(target, to + 6 * STEP);
    s1b.intoArray(target, to + 7 * STEP);
    s1c.intoArray(target, to + 8 * STEP);
    s1d.intoArray(target, to + 9 * STEP);
    s1e.intoArray(target, to + 10 * STEP);
    s1f.intoArray(target, to + 11 * STEP);
    s2a.intoArray(target, to + 12 * STEP);
    s2b.intoArray(target, to + 13 * STEP);
    s2c.intoArray(target, to + 14 * STEP);
    s2d.intoArray(target, to + 15 * STEP);
    s2e.intoArray(target, to + 16 * STEP);
    s2f.intoArray(target, to + 17 * STEP);
    s3a.intoArray(target, to + 18 * STEP);
    s3b.intoArray(target, to + 19 * STEP);
    s3c.intoArray(target, to + 20 * STEP);
    s3d.intoArray(target, to + 21 * STEP);
    s3e.intoArray(target, to + 22 * STEP);
    s3f.intoArray(target, to + 23 * STEP);
  }

  private static void tile6By4(
      float[] z,
      int yOffset,
      int plane,
      int left,
      int xOffset,
      int[] places,
      int place,
      int end,
      int[] shifts,
      int tap,
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
    for (int i = place; i < end; i++) {
      int q = yOffset + i * STEP;
      int p = places[i];
      FloatVector v0 = fromArray(FLOATS, z, q);
      FloatVector v1 = fromArray(FLOATS, z, q + y1);
      FloatVector v2 = fromArray(FLOATS, z, q + y2);
      FloatVector v3 = fromArray(FLOATS, z, q + y3);
      FloatVector v4 = fromArray(FLOATS, z, q + y4);
      FloatVector v5 = fromArray(FLOATS, z, q + y5);
      FloatVector a = fromArray(FLOATS, z, p + xa);
      s0a = a.fma(v0, s0a);
      s1a = a.fma(v1, s1a);
      s2a = a.fma(v2, s2a);
      s3a = a.fma(v3, s3a);
      s4a = a.fma(v4, s4a);
      s5a = a.fma(v5, s5a);
      FloatVector b = fromArray(FLOATS, z, p + xb);
      s0b = b.fma(v0, s0b);
      s1b = b.fma(v1, s1b);
      s2b = b.fma(v2, s2b);
      s3b = b.fma(v3, s3b);
      s4b = b.fma(v4, s4b);
      s5b = b.fma(v5, s5b);
      FloatVector c = fromArray(FLOATS, z, p + xc);
      s0c = c.fma(v0, s0c);
      s1c = c.fma(v1, s1c);
      s2c = c.fma(v2, s2c);
      s3c = c.fma(v3, s3c);
      s4c = c.fma(v4, s4c);
      s5c = c.fma(v5, s5c);
      FloatVector d = fromArray(FLOATS, z, p + xd);
      s0d = d.fma(v0, s0d);
      s1d = d.fma(v1, s1d);
      s2d = d.fma(v2, s2d);
      s3d = d.fma(v3, s3d);
      s4d = d.fma(v4, s4d);
      s5d = d.fma(v5, s5d);
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
