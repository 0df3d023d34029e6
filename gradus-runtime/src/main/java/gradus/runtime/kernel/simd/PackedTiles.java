package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Tiles.LANES;
import static gradus.runtime.kernel.simd.Tiles.SPECIES;
import static gradus.runtime.kernel.simd.Tiles.WIDTH;

import jdk.incubator.vector.FloatVector;

/// Register tiles as {@link Tiles}, of which both sides are packed. All places of a step are then a
/// constant times `k` from the start, so that C2 checks the bounds once before the loop, where a
/// step by a table or by a variable is checked each time (decision 57).
final class PackedTiles {

  private PackedTiles() {}

  /// Computes one tile of `rows` rows over `count` steps; `rows` is an answer of {@link
  /// Tiles#height}, and the values of `A` for a step lie so far behind those for the one before.
  static void run(
      int rows,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      int count,
      float[] c,
      int cOffset,
      int ldc) {
    switch (rows) {
      case 12 -> rows12(a, aOffset, b, bOffset, count, c, cOffset, ldc);
      case 8 -> rows8(a, aOffset, b, bOffset, count, c, cOffset, ldc);
      case 6 -> rows6(a, aOffset, b, bOffset, count, c, cOffset, ldc);
      case 4 -> rows4(a, aOffset, b, bOffset, count, c, cOffset, ldc);
      case 1 -> rows1(a, aOffset, b, bOffset, count, c, cOffset);
      default -> throw new IllegalArgumentException("no tile of " + rows + " rows");
    }
  }

  private static void rows12(
      float[] a, int aOffset, float[] b, int bOffset, int count, float[] c, int cOffset, int ldc) {
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
    for (int k = 0; k < count; k++) {
      int at = aOffset + k * 12;
      int bk = bOffset + k * WIDTH;
      FloatVector ba = FloatVector.fromArray(SPECIES, b, bk);
      FloatVector bb = FloatVector.fromArray(SPECIES, b, bk + LANES);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
      c0a = a0.fma(ba, c0a);
      c0b = a0.fma(bb, c0b);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + 1]);
      c1a = a1.fma(ba, c1a);
      c1b = a1.fma(bb, c1b);
      FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2]);
      c2a = a2.fma(ba, c2a);
      c2b = a2.fma(bb, c2b);
      FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3]);
      c3a = a3.fma(ba, c3a);
      c3b = a3.fma(bb, c3b);
      FloatVector a4 = FloatVector.broadcast(SPECIES, a[at + 4]);
      c4a = a4.fma(ba, c4a);
      c4b = a4.fma(bb, c4b);
      FloatVector a5 = FloatVector.broadcast(SPECIES, a[at + 5]);
      c5a = a5.fma(ba, c5a);
      c5b = a5.fma(bb, c5b);
      FloatVector a6 = FloatVector.broadcast(SPECIES, a[at + 6]);
      c6a = a6.fma(ba, c6a);
      c6b = a6.fma(bb, c6b);
      FloatVector a7 = FloatVector.broadcast(SPECIES, a[at + 7]);
      c7a = a7.fma(ba, c7a);
      c7b = a7.fma(bb, c7b);
      FloatVector a8 = FloatVector.broadcast(SPECIES, a[at + 8]);
      c8a = a8.fma(ba, c8a);
      c8b = a8.fma(bb, c8b);
      FloatVector a9 = FloatVector.broadcast(SPECIES, a[at + 9]);
      c9a = a9.fma(ba, c9a);
      c9b = a9.fma(bb, c9b);
      FloatVector a10 = FloatVector.broadcast(SPECIES, a[at + 10]);
      c10a = a10.fma(ba, c10a);
      c10b = a10.fma(bb, c10b);
      FloatVector a11 = FloatVector.broadcast(SPECIES, a[at + 11]);
      c11a = a11.fma(ba, c11a);
      c11b = a11.fma(bb, c11b);
    }
    c0a.intoArray(c, cOffset);
    c0b.intoArray(c, cOffset + LANES);
    c1a.intoArray(c, cOffset + ldc);
    c1b.intoArray(c, cOffset + ldc + LANES);
    c2a.intoArray(c, cOffset + 2 * ldc);
    c2b.intoArray(c, cOffset + 2 * ldc + LANES);
    c3a.intoArray(c, cOffset + 3 * ldc);
    c3b.intoArray(c, cOffset + 3 * ldc + LANES);
    c4a.intoArray(c, cOffset + 4 * ldc);
    c4b.intoArray(c, cOffset + 4 * ldc + LANES);
    c5a.intoArray(c, cOffset + 5 * ldc);
    c5b.intoArray(c, cOffset + 5 * ldc + LANES);
    c6a.intoArray(c, cOffset + 6 * ldc);
    c6b.intoArray(c, cOffset + 6 * ldc + LANES);
    c7a.intoArray(c, cOffset + 7 * ldc);
    c7b.intoArray(c, cOffset + 7 * ldc + LANES);
    c8a.intoArray(c, cOffset + 8 * ldc);
    c8b.intoArray(c, cOffset + 8 * ldc + LANES);
    c9a.intoArray(c, cOffset + 9 * ldc);
    c9b.intoArray(c, cOffset + 9 * ldc + LANES);
    c10a.intoArray(c, cOffset + 10 * ldc);
    c10b.intoArray(c, cOffset + 10 * ldc + LANES);
    c11a.intoArray(c, cOffset + 11 * ldc);
    c11b.intoArray(c, cOffset + 11 * ldc + LANES);
  }

  private static void rows8(
      float[] a, int aOffset, float[] b, int bOffset, int count, float[] c, int cOffset, int ldc) {
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
    for (int k = 0; k < count; k++) {
      int at = aOffset + k * 8;
      int bk = bOffset + k * WIDTH;
      FloatVector ba = FloatVector.fromArray(SPECIES, b, bk);
      FloatVector bb = FloatVector.fromArray(SPECIES, b, bk + LANES);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
      c0a = a0.fma(ba, c0a);
      c0b = a0.fma(bb, c0b);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + 1]);
      c1a = a1.fma(ba, c1a);
      c1b = a1.fma(bb, c1b);
      FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2]);
      c2a = a2.fma(ba, c2a);
      c2b = a2.fma(bb, c2b);
      FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3]);
      c3a = a3.fma(ba, c3a);
      c3b = a3.fma(bb, c3b);
      FloatVector a4 = FloatVector.broadcast(SPECIES, a[at + 4]);
      c4a = a4.fma(ba, c4a);
      c4b = a4.fma(bb, c4b);
      FloatVector a5 = FloatVector.broadcast(SPECIES, a[at + 5]);
      c5a = a5.fma(ba, c5a);
      c5b = a5.fma(bb, c5b);
      FloatVector a6 = FloatVector.broadcast(SPECIES, a[at + 6]);
      c6a = a6.fma(ba, c6a);
      c6b = a6.fma(bb, c6b);
      FloatVector a7 = FloatVector.broadcast(SPECIES, a[at + 7]);
      c7a = a7.fma(ba, c7a);
      c7b = a7.fma(bb, c7b);
    }
    c0a.intoArray(c, cOffset);
    c0b.intoArray(c, cOffset + LANES);
    c1a.intoArray(c, cOffset + ldc);
    c1b.intoArray(c, cOffset + ldc + LANES);
    c2a.intoArray(c, cOffset + 2 * ldc);
    c2b.intoArray(c, cOffset + 2 * ldc + LANES);
    c3a.intoArray(c, cOffset + 3 * ldc);
    c3b.intoArray(c, cOffset + 3 * ldc + LANES);
    c4a.intoArray(c, cOffset + 4 * ldc);
    c4b.intoArray(c, cOffset + 4 * ldc + LANES);
    c5a.intoArray(c, cOffset + 5 * ldc);
    c5b.intoArray(c, cOffset + 5 * ldc + LANES);
    c6a.intoArray(c, cOffset + 6 * ldc);
    c6b.intoArray(c, cOffset + 6 * ldc + LANES);
    c7a.intoArray(c, cOffset + 7 * ldc);
    c7b.intoArray(c, cOffset + 7 * ldc + LANES);
  }

  private static void rows6(
      float[] a, int aOffset, float[] b, int bOffset, int count, float[] c, int cOffset, int ldc) {
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
    for (int k = 0; k < count; k++) {
      int at = aOffset + k * 6;
      int bk = bOffset + k * WIDTH;
      FloatVector ba = FloatVector.fromArray(SPECIES, b, bk);
      FloatVector bb = FloatVector.fromArray(SPECIES, b, bk + LANES);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
      c0a = a0.fma(ba, c0a);
      c0b = a0.fma(bb, c0b);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + 1]);
      c1a = a1.fma(ba, c1a);
      c1b = a1.fma(bb, c1b);
      FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2]);
      c2a = a2.fma(ba, c2a);
      c2b = a2.fma(bb, c2b);
      FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3]);
      c3a = a3.fma(ba, c3a);
      c3b = a3.fma(bb, c3b);
      FloatVector a4 = FloatVector.broadcast(SPECIES, a[at + 4]);
      c4a = a4.fma(ba, c4a);
      c4b = a4.fma(bb, c4b);
      FloatVector a5 = FloatVector.broadcast(SPECIES, a[at + 5]);
      c5a = a5.fma(ba, c5a);
      c5b = a5.fma(bb, c5b);
    }
    c0a.intoArray(c, cOffset);
    c0b.intoArray(c, cOffset + LANES);
    c1a.intoArray(c, cOffset + ldc);
    c1b.intoArray(c, cOffset + ldc + LANES);
    c2a.intoArray(c, cOffset + 2 * ldc);
    c2b.intoArray(c, cOffset + 2 * ldc + LANES);
    c3a.intoArray(c, cOffset + 3 * ldc);
    c3b.intoArray(c, cOffset + 3 * ldc + LANES);
    c4a.intoArray(c, cOffset + 4 * ldc);
    c4b.intoArray(c, cOffset + 4 * ldc + LANES);
    c5a.intoArray(c, cOffset + 5 * ldc);
    c5b.intoArray(c, cOffset + 5 * ldc + LANES);
  }

  private static void rows4(
      float[] a, int aOffset, float[] b, int bOffset, int count, float[] c, int cOffset, int ldc) {
    FloatVector c0a = FloatVector.zero(SPECIES);
    FloatVector c0b = FloatVector.zero(SPECIES);
    FloatVector c1a = FloatVector.zero(SPECIES);
    FloatVector c1b = FloatVector.zero(SPECIES);
    FloatVector c2a = FloatVector.zero(SPECIES);
    FloatVector c2b = FloatVector.zero(SPECIES);
    FloatVector c3a = FloatVector.zero(SPECIES);
    FloatVector c3b = FloatVector.zero(SPECIES);
    for (int k = 0; k < count; k++) {
      int at = aOffset + k * 4;
      int bk = bOffset + k * WIDTH;
      FloatVector ba = FloatVector.fromArray(SPECIES, b, bk);
      FloatVector bb = FloatVector.fromArray(SPECIES, b, bk + LANES);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
      c0a = a0.fma(ba, c0a);
      c0b = a0.fma(bb, c0b);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + 1]);
      c1a = a1.fma(ba, c1a);
      c1b = a1.fma(bb, c1b);
      FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2]);
      c2a = a2.fma(ba, c2a);
      c2b = a2.fma(bb, c2b);
      FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3]);
      c3a = a3.fma(ba, c3a);
      c3b = a3.fma(bb, c3b);
    }
    c0a.intoArray(c, cOffset);
    c0b.intoArray(c, cOffset + LANES);
    c1a.intoArray(c, cOffset + ldc);
    c1b.intoArray(c, cOffset + ldc + LANES);
    c2a.intoArray(c, cOffset + 2 * ldc);
    c2b.intoArray(c, cOffset + 2 * ldc + LANES);
    c3a.intoArray(c, cOffset + 3 * ldc);
    c3b.intoArray(c, cOffset + 3 * ldc + LANES);
  }

  private static void rows1(
      float[] a, int aOffset, float[] b, int bOffset, int count, float[] c, int cOffset) {
    FloatVector c0a = FloatVector.zero(SPECIES);
    FloatVector c0b = FloatVector.zero(SPECIES);
    for (int k = 0; k < count; k++) {
      int at = aOffset + k;
      int bk = bOffset + k * WIDTH;
      FloatVector ba = FloatVector.fromArray(SPECIES, b, bk);
      FloatVector bb = FloatVector.fromArray(SPECIES, b, bk + LANES);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
      c0a = a0.fma(ba, c0a);
      c0b = a0.fma(bb, c0b);
    }
    c0a.intoArray(c, cOffset);
    c0b.intoArray(c, cOffset + LANES);
  }
}
