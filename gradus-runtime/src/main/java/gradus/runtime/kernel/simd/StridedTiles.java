package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Tiles.LANES;
import static gradus.runtime.kernel.simd.Tiles.SPECIES;
import static gradus.runtime.kernel.simd.Tiles.WIDTH;

import jdk.incubator.vector.FloatVector;

/// Register tiles as {@link Tiles}, whose left side is a matrix in place, `stride` floats from row
/// to row; `B` is a packed panel, and the tile is stored to `C` without gaps.
final class StridedTiles {

  private StridedTiles() {}

  /// The height of the tile to use when `rows` rows are left; it may be higher than `rows`.
  static int height(int rows) {
    return LANES < 16 || rows <= 4 ? 4 : rows <= 8 ? 8 : 12;
  }

  /// `rows` rounded up to whole tiles.
  static int paddedRows(int rows) {
    int unit = LANES < 16 ? 4 : 12;
    return Math.ceilDiv(rows, unit) * unit;
  }

  /// Computes one tile of `height` rows over `count` steps.
  static void run(
      int height,
      float[] a,
      int aOffset,
      int stride,
      int count,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset) {
    switch (height) {
      case 12 -> rows12(a, aOffset, stride, count, b, bOffset, c, cOffset);
      case 8 -> rows8(a, aOffset, stride, count, b, bOffset, c, cOffset);
      default -> rows4(a, aOffset, stride, count, b, bOffset, c, cOffset);
    }
  }

  private static void rows12(
      float[] a,
      int aOffset,
      int stride,
      int count,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset) {
    int a1 = aOffset + stride;
    int a2 = aOffset + 2 * stride;
    int a3 = aOffset + 3 * stride;
    int a4 = aOffset + 4 * stride;
    int a5 = aOffset + 5 * stride;
    int a6 = aOffset + 6 * stride;
    int a7 = aOffset + 7 * stride;
    int a8 = aOffset + 8 * stride;
    int a9 = aOffset + 9 * stride;
    int a10 = aOffset + 10 * stride;
    int a11 = aOffset + 11 * stride;
    FloatVector c0a = FloatVector.zero(SPECIES);
    FloatVector c0b = FloatVector.zero(SPECIES);
    FloatVector c1a = FloatVector.zero(SPECIES);
    FloatVector c1b = FloatVector.zero(SPECIES);
    FloatVector c2a = FloatVector.zero(SPECIES);
    FloatVector c2b = FloatVector.zero(SPECIES);
    FloatVector c3a = FloatVector.zero(SPECIES);
    FloatVector c3b = FloatVector.zero(SPECIES);
    FloatVector c4a = FloatVector.zero(SPECIES);
    FloatVector c4b = FloatVector.zero(SPECIES);
    FloatVector c5a = FloatVector.zero(SPECIES);
    FloatVector c5b = FloatVector.zero(SPECIES);
    FloatVector c6a = FloatVector.zero(SPECIES);
    FloatVector c6b = FloatVector.zero(SPECIES);
    FloatVector c7a = FloatVector.zero(SPECIES);
    FloatVector c7b = FloatVector.zero(SPECIES);
    FloatVector c8a = FloatVector.zero(SPECIES);
    FloatVector c8b = FloatVector.zero(SPECIES);
    FloatVector c9a = FloatVector.zero(SPECIES);
    FloatVector c9b = FloatVector.zero(SPECIES);
    FloatVector c10a = FloatVector.zero(SPECIES);
    FloatVector c10b = FloatVector.zero(SPECIES);
    FloatVector c11a = FloatVector.zero(SPECIES);
    FloatVector c11b = FloatVector.zero(SPECIES);
    int at = bOffset;
    for (int k = 0; k < count; k++) {
      FloatVector ba = FloatVector.fromArray(SPECIES, b, at);
      FloatVector bb = FloatVector.fromArray(SPECIES, b, at + LANES);
      FloatVector v0 = FloatVector.broadcast(SPECIES, a[aOffset + k]);
      c0a = v0.fma(ba, c0a);
      c0b = v0.fma(bb, c0b);
      FloatVector v1 = FloatVector.broadcast(SPECIES, a[a1 + k]);
      c1a = v1.fma(ba, c1a);
      c1b = v1.fma(bb, c1b);
      FloatVector v2 = FloatVector.broadcast(SPECIES, a[a2 + k]);
      c2a = v2.fma(ba, c2a);
      c2b = v2.fma(bb, c2b);
      FloatVector v3 = FloatVector.broadcast(SPECIES, a[a3 + k]);
      c3a = v3.fma(ba, c3a);
      c3b = v3.fma(bb, c3b);
      FloatVector v4 = FloatVector.broadcast(SPECIES, a[a4 + k]);
      c4a = v4.fma(ba, c4a);
      c4b = v4.fma(bb, c4b);
      FloatVector v5 = FloatVector.broadcast(SPECIES, a[a5 + k]);
      c5a = v5.fma(ba, c5a);
      c5b = v5.fma(bb, c5b);
      FloatVector v6 = FloatVector.broadcast(SPECIES, a[a6 + k]);
      c6a = v6.fma(ba, c6a);
      c6b = v6.fma(bb, c6b);
      FloatVector v7 = FloatVector.broadcast(SPECIES, a[a7 + k]);
      c7a = v7.fma(ba, c7a);
      c7b = v7.fma(bb, c7b);
      FloatVector v8 = FloatVector.broadcast(SPECIES, a[a8 + k]);
      c8a = v8.fma(ba, c8a);
      c8b = v8.fma(bb, c8b);
      FloatVector v9 = FloatVector.broadcast(SPECIES, a[a9 + k]);
      c9a = v9.fma(ba, c9a);
      c9b = v9.fma(bb, c9b);
      FloatVector v10 = FloatVector.broadcast(SPECIES, a[a10 + k]);
      c10a = v10.fma(ba, c10a);
      c10b = v10.fma(bb, c10b);
      FloatVector v11 = FloatVector.broadcast(SPECIES, a[a11 + k]);
      c11a = v11.fma(ba, c11a);
      c11b = v11.fma(bb, c11b);
      at += WIDTH;
    }
    c0a.intoArray(c, cOffset);
    c0b.intoArray(c, cOffset + LANES);
    c1a.intoArray(c, cOffset + WIDTH);
    c1b.intoArray(c, cOffset + WIDTH + LANES);
    c2a.intoArray(c, cOffset + 2 * WIDTH);
    c2b.intoArray(c, cOffset + 2 * WIDTH + LANES);
    c3a.intoArray(c, cOffset + 3 * WIDTH);
    c3b.intoArray(c, cOffset + 3 * WIDTH + LANES);
    c4a.intoArray(c, cOffset + 4 * WIDTH);
    c4b.intoArray(c, cOffset + 4 * WIDTH + LANES);
    c5a.intoArray(c, cOffset + 5 * WIDTH);
    c5b.intoArray(c, cOffset + 5 * WIDTH + LANES);
    c6a.intoArray(c, cOffset + 6 * WIDTH);
    c6b.intoArray(c, cOffset + 6 * WIDTH + LANES);
    c7a.intoArray(c, cOffset + 7 * WIDTH);
    c7b.intoArray(c, cOffset + 7 * WIDTH + LANES);
    c8a.intoArray(c, cOffset + 8 * WIDTH);
    c8b.intoArray(c, cOffset + 8 * WIDTH + LANES);
    c9a.intoArray(c, cOffset + 9 * WIDTH);
    c9b.intoArray(c, cOffset + 9 * WIDTH + LANES);
    c10a.intoArray(c, cOffset + 10 * WIDTH);
    c10b.intoArray(c, cOffset + 10 * WIDTH + LANES);
    c11a.intoArray(c, cOffset + 11 * WIDTH);
    c11b.intoArray(c, cOffset + 11 * WIDTH + LANES);
  }

  private static void rows8(
      float[] a,
      int aOffset,
      int stride,
      int count,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset) {
    int a1 = aOffset + stride;
    int a2 = aOffset + 2 * stride;
    int a3 = aOffset + 3 * stride;
    int a4 = aOffset + 4 * stride;
    int a5 = aOffset + 5 * stride;
    int a6 = aOffset + 6 * stride;
    int a7 = aOffset + 7 * stride;
    FloatVector c0a = FloatVector.zero(SPECIES);
    FloatVector c0b = FloatVector.zero(SPECIES);
    FloatVector c1a = FloatVector.zero(SPECIES);
    FloatVector c1b = FloatVector.zero(SPECIES);
    FloatVector c2a = FloatVector.zero(SPECIES);
    FloatVector c2b = FloatVector.zero(SPECIES);
    FloatVector c3a = FloatVector.zero(SPECIES);
    FloatVector c3b = FloatVector.zero(SPECIES);
    FloatVector c4a = FloatVector.zero(SPECIES);
    FloatVector c4b = FloatVector.zero(SPECIES);
    FloatVector c5a = FloatVector.zero(SPECIES);
    FloatVector c5b = FloatVector.zero(SPECIES);
    FloatVector c6a = FloatVector.zero(SPECIES);
    FloatVector c6b = FloatVector.zero(SPECIES);
    FloatVector c7a = FloatVector.zero(SPECIES);
    FloatVector c7b = FloatVector.zero(SPECIES);
    int at = bOffset;
    for (int k = 0; k < count; k++) {
      FloatVector ba = FloatVector.fromArray(SPECIES, b, at);
      FloatVector bb = FloatVector.fromArray(SPECIES, b, at + LANES);
      FloatVector v0 = FloatVector.broadcast(SPECIES, a[aOffset + k]);
      c0a = v0.fma(ba, c0a);
      c0b = v0.fma(bb, c0b);
      FloatVector v1 = FloatVector.broadcast(SPECIES, a[a1 + k]);
      c1a = v1.fma(ba, c1a);
      c1b = v1.fma(bb, c1b);
      FloatVector v2 = FloatVector.broadcast(SPECIES, a[a2 + k]);
      c2a = v2.fma(ba, c2a);
      c2b = v2.fma(bb, c2b);
      FloatVector v3 = FloatVector.broadcast(SPECIES, a[a3 + k]);
      c3a = v3.fma(ba, c3a);
      c3b = v3.fma(bb, c3b);
      FloatVector v4 = FloatVector.broadcast(SPECIES, a[a4 + k]);
      c4a = v4.fma(ba, c4a);
      c4b = v4.fma(bb, c4b);
      FloatVector v5 = FloatVector.broadcast(SPECIES, a[a5 + k]);
      c5a = v5.fma(ba, c5a);
      c5b = v5.fma(bb, c5b);
      FloatVector v6 = FloatVector.broadcast(SPECIES, a[a6 + k]);
      c6a = v6.fma(ba, c6a);
      c6b = v6.fma(bb, c6b);
      FloatVector v7 = FloatVector.broadcast(SPECIES, a[a7 + k]);
      c7a = v7.fma(ba, c7a);
      c7b = v7.fma(bb, c7b);
      at += WIDTH;
    }
    c0a.intoArray(c, cOffset);
    c0b.intoArray(c, cOffset + LANES);
    c1a.intoArray(c, cOffset + WIDTH);
    c1b.intoArray(c, cOffset + WIDTH + LANES);
    c2a.intoArray(c, cOffset + 2 * WIDTH);
    c2b.intoArray(c, cOffset + 2 * WIDTH + LANES);
    c3a.intoArray(c, cOffset + 3 * WIDTH);
    c3b.intoArray(c, cOffset + 3 * WIDTH + LANES);
    c4a.intoArray(c, cOffset + 4 * WIDTH);
    c4b.intoArray(c, cOffset + 4 * WIDTH + LANES);
    c5a.intoArray(c, cOffset + 5 * WIDTH);
    c5b.intoArray(c, cOffset + 5 * WIDTH + LANES);
    c6a.intoArray(c, cOffset + 6 * WIDTH);
    c6b.intoArray(c, cOffset + 6 * WIDTH + LANES);
    c7a.intoArray(c, cOffset + 7 * WIDTH);
    c7b.intoArray(c, cOffset + 7 * WIDTH + LANES);
  }

  private static void rows4(
      float[] a,
      int aOffset,
      int stride,
      int count,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset) {
    int a1 = aOffset + stride;
    int a2 = aOffset + 2 * stride;
    int a3 = aOffset + 3 * stride;
    FloatVector c0a = FloatVector.zero(SPECIES);
    FloatVector c0b = FloatVector.zero(SPECIES);
    FloatVector c1a = FloatVector.zero(SPECIES);
    FloatVector c1b = FloatVector.zero(SPECIES);
    FloatVector c2a = FloatVector.zero(SPECIES);
    FloatVector c2b = FloatVector.zero(SPECIES);
    FloatVector c3a = FloatVector.zero(SPECIES);
    FloatVector c3b = FloatVector.zero(SPECIES);
    int at = bOffset;
    for (int k = 0; k < count; k++) {
      FloatVector ba = FloatVector.fromArray(SPECIES, b, at);
      FloatVector bb = FloatVector.fromArray(SPECIES, b, at + LANES);
      FloatVector v0 = FloatVector.broadcast(SPECIES, a[aOffset + k]);
      c0a = v0.fma(ba, c0a);
      c0b = v0.fma(bb, c0b);
      FloatVector v1 = FloatVector.broadcast(SPECIES, a[a1 + k]);
      c1a = v1.fma(ba, c1a);
      c1b = v1.fma(bb, c1b);
      FloatVector v2 = FloatVector.broadcast(SPECIES, a[a2 + k]);
      c2a = v2.fma(ba, c2a);
      c2b = v2.fma(bb, c2b);
      FloatVector v3 = FloatVector.broadcast(SPECIES, a[a3 + k]);
      c3a = v3.fma(ba, c3a);
      c3b = v3.fma(bb, c3b);
      at += WIDTH;
    }
    c0a.intoArray(c, cOffset);
    c0b.intoArray(c, cOffset + LANES);
    c1a.intoArray(c, cOffset + WIDTH);
    c1b.intoArray(c, cOffset + WIDTH + LANES);
    c2a.intoArray(c, cOffset + 2 * WIDTH);
    c2b.intoArray(c, cOffset + 2 * WIDTH + LANES);
    c3a.intoArray(c, cOffset + 3 * WIDTH);
    c3b.intoArray(c, cOffset + 3 * WIDTH + LANES);
  }
}
