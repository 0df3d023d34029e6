package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Tiles.LANES;
import static gradus.runtime.kernel.simd.Tiles.SPECIES;

import jdk.incubator.vector.FloatVector;

/// Register tiles as {@link Tiles}, for few rows: of six rows four vectors wide, and of eight
/// three. As many accumulators as twelve rows have that are two wide, which with fewer rows wait
/// for each other. For vectors of 512 bits, of which there are 32 registers.
///
/// `A` is packed, as many values for each step as there are rows.
final class WideTiles {

  private WideTiles() {}

  /// Whether there are registers for them.
  static boolean exist() {
    return LANES == 16;
  }

  /// Columns of a tile of so many rows, 6 or 8.
  static int width(int rows) {
    return (rows == 6 ? 4 : 3) * LANES;
  }

  /// Computes one tile of 6 or 8 rows over the steps of a table up to `to`.
  static void run(
      int rows,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      int[] table,
      int to,
      float[] c,
      int cOffset,
      int ldc) {
    if (rows == 6) {
      rows6(a, aOffset, b, bOffset, table, to, c, cOffset, ldc);
    } else {
      rows8(a, aOffset, b, bOffset, table, to, c, cOffset, ldc);
    }
  }

  private static void rows6(
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      int[] table,
      int to,
      float[] c,
      int cOffset,
      int ldc) {
    FloatVector c0a = FloatVector.zero(SPECIES);
    FloatVector c0b = FloatVector.zero(SPECIES);
    FloatVector c0c = FloatVector.zero(SPECIES);
    FloatVector c0d = FloatVector.zero(SPECIES);
    FloatVector c1a = FloatVector.zero(SPECIES);
    FloatVector c1b = FloatVector.zero(SPECIES);
    FloatVector c1c = FloatVector.zero(SPECIES);
    FloatVector c1d = FloatVector.zero(SPECIES);
    FloatVector c2a = FloatVector.zero(SPECIES);
    FloatVector c2b = FloatVector.zero(SPECIES);
    FloatVector c2c = FloatVector.zero(SPECIES);
    FloatVector c2d = FloatVector.zero(SPECIES);
    FloatVector c3a = FloatVector.zero(SPECIES);
    FloatVector c3b = FloatVector.zero(SPECIES);
    FloatVector c3c = FloatVector.zero(SPECIES);
    FloatVector c3d = FloatVector.zero(SPECIES);
    FloatVector c4a = FloatVector.zero(SPECIES);
    FloatVector c4b = FloatVector.zero(SPECIES);
    FloatVector c4c = FloatVector.zero(SPECIES);
    FloatVector c4d = FloatVector.zero(SPECIES);
    FloatVector c5a = FloatVector.zero(SPECIES);
    FloatVector c5b = FloatVector.zero(SPECIES);
    FloatVector c5c = FloatVector.zero(SPECIES);
    FloatVector c5d = FloatVector.zero(SPECIES);
    int at = aOffset;
    for (int k = 0; k < to; k++) {
      int bk = bOffset + table[k];
      FloatVector ba = FloatVector.fromArray(SPECIES, b, bk);
      FloatVector bb = FloatVector.fromArray(SPECIES, b, bk + LANES);
      FloatVector bc = FloatVector.fromArray(SPECIES, b, bk + 2 * LANES);
      FloatVector bd = FloatVector.fromArray(SPECIES, b, bk + 3 * LANES);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
      c0a = a0.fma(ba, c0a);
      c0b = a0.fma(bb, c0b);
      c0c = a0.fma(bc, c0c);
      c0d = a0.fma(bd, c0d);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + 1]);
      c1a = a1.fma(ba, c1a);
      c1b = a1.fma(bb, c1b);
      c1c = a1.fma(bc, c1c);
      c1d = a1.fma(bd, c1d);
      FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2]);
      c2a = a2.fma(ba, c2a);
      c2b = a2.fma(bb, c2b);
      c2c = a2.fma(bc, c2c);
      c2d = a2.fma(bd, c2d);
      FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3]);
      c3a = a3.fma(ba, c3a);
      c3b = a3.fma(bb, c3b);
      c3c = a3.fma(bc, c3c);
      c3d = a3.fma(bd, c3d);
      FloatVector a4 = FloatVector.broadcast(SPECIES, a[at + 4]);
      c4a = a4.fma(ba, c4a);
      c4b = a4.fma(bb, c4b);
      c4c = a4.fma(bc, c4c);
      c4d = a4.fma(bd, c4d);
      FloatVector a5 = FloatVector.broadcast(SPECIES, a[at + 5]);
      c5a = a5.fma(ba, c5a);
      c5b = a5.fma(bb, c5b);
      c5c = a5.fma(bc, c5c);
      c5d = a5.fma(bd, c5d);
      at += 6;
    }
    c0a.intoArray(c, cOffset);
    c0b.intoArray(c, cOffset + LANES);
    c0c.intoArray(c, cOffset + 2 * LANES);
    c0d.intoArray(c, cOffset + 3 * LANES);
    c1a.intoArray(c, cOffset + ldc);
    c1b.intoArray(c, cOffset + ldc + LANES);
    c1c.intoArray(c, cOffset + ldc + 2 * LANES);
    c1d.intoArray(c, cOffset + ldc + 3 * LANES);
    c2a.intoArray(c, cOffset + 2 * ldc);
    c2b.intoArray(c, cOffset + 2 * ldc + LANES);
    c2c.intoArray(c, cOffset + 2 * ldc + 2 * LANES);
    c2d.intoArray(c, cOffset + 2 * ldc + 3 * LANES);
    c3a.intoArray(c, cOffset + 3 * ldc);
    c3b.intoArray(c, cOffset + 3 * ldc + LANES);
    c3c.intoArray(c, cOffset + 3 * ldc + 2 * LANES);
    c3d.intoArray(c, cOffset + 3 * ldc + 3 * LANES);
    c4a.intoArray(c, cOffset + 4 * ldc);
    c4b.intoArray(c, cOffset + 4 * ldc + LANES);
    c4c.intoArray(c, cOffset + 4 * ldc + 2 * LANES);
    c4d.intoArray(c, cOffset + 4 * ldc + 3 * LANES);
    c5a.intoArray(c, cOffset + 5 * ldc);
    c5b.intoArray(c, cOffset + 5 * ldc + LANES);
    c5c.intoArray(c, cOffset + 5 * ldc + 2 * LANES);
    c5d.intoArray(c, cOffset + 5 * ldc + 3 * LANES);
  }

  private static void rows8(
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      int[] table,
      int to,
      float[] c,
      int cOffset,
      int ldc) {
    FloatVector c0a = FloatVector.zero(SPECIES);
    FloatVector c0b = FloatVector.zero(SPECIES);
    FloatVector c0c = FloatVector.zero(SPECIES);
    FloatVector c1a = FloatVector.zero(SPECIES);
    FloatVector c1b = FloatVector.zero(SPECIES);
    FloatVector c1c = FloatVector.zero(SPECIES);
    FloatVector c2a = FloatVector.zero(SPECIES);
    FloatVector c2b = FloatVector.zero(SPECIES);
    FloatVector c2c = FloatVector.zero(SPECIES);
    FloatVector c3a = FloatVector.zero(SPECIES);
    FloatVector c3b = FloatVector.zero(SPECIES);
    FloatVector c3c = FloatVector.zero(SPECIES);
    FloatVector c4a = FloatVector.zero(SPECIES);
    FloatVector c4b = FloatVector.zero(SPECIES);
    FloatVector c4c = FloatVector.zero(SPECIES);
    FloatVector c5a = FloatVector.zero(SPECIES);
    FloatVector c5b = FloatVector.zero(SPECIES);
    FloatVector c5c = FloatVector.zero(SPECIES);
    FloatVector c6a = FloatVector.zero(SPECIES);
    FloatVector c6b = FloatVector.zero(SPECIES);
    FloatVector c6c = FloatVector.zero(SPECIES);
    FloatVector c7a = FloatVector.zero(SPECIES);
    FloatVector c7b = FloatVector.zero(SPECIES);
    FloatVector c7c = FloatVector.zero(SPECIES);
    int at = aOffset;
    for (int k = 0; k < to; k++) {
      int bk = bOffset + table[k];
      FloatVector ba = FloatVector.fromArray(SPECIES, b, bk);
      FloatVector bb = FloatVector.fromArray(SPECIES, b, bk + LANES);
      FloatVector bc = FloatVector.fromArray(SPECIES, b, bk + 2 * LANES);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
      c0a = a0.fma(ba, c0a);
      c0b = a0.fma(bb, c0b);
      c0c = a0.fma(bc, c0c);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + 1]);
      c1a = a1.fma(ba, c1a);
      c1b = a1.fma(bb, c1b);
      c1c = a1.fma(bc, c1c);
      FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2]);
      c2a = a2.fma(ba, c2a);
      c2b = a2.fma(bb, c2b);
      c2c = a2.fma(bc, c2c);
      FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3]);
      c3a = a3.fma(ba, c3a);
      c3b = a3.fma(bb, c3b);
      c3c = a3.fma(bc, c3c);
      FloatVector a4 = FloatVector.broadcast(SPECIES, a[at + 4]);
      c4a = a4.fma(ba, c4a);
      c4b = a4.fma(bb, c4b);
      c4c = a4.fma(bc, c4c);
      FloatVector a5 = FloatVector.broadcast(SPECIES, a[at + 5]);
      c5a = a5.fma(ba, c5a);
      c5b = a5.fma(bb, c5b);
      c5c = a5.fma(bc, c5c);
      FloatVector a6 = FloatVector.broadcast(SPECIES, a[at + 6]);
      c6a = a6.fma(ba, c6a);
      c6b = a6.fma(bb, c6b);
      c6c = a6.fma(bc, c6c);
      FloatVector a7 = FloatVector.broadcast(SPECIES, a[at + 7]);
      c7a = a7.fma(ba, c7a);
      c7b = a7.fma(bb, c7b);
      c7c = a7.fma(bc, c7c);
      at += 8;
    }
    c0a.intoArray(c, cOffset);
    c0b.intoArray(c, cOffset + LANES);
    c0c.intoArray(c, cOffset + 2 * LANES);
    c1a.intoArray(c, cOffset + ldc);
    c1b.intoArray(c, cOffset + ldc + LANES);
    c1c.intoArray(c, cOffset + ldc + 2 * LANES);
    c2a.intoArray(c, cOffset + 2 * ldc);
    c2b.intoArray(c, cOffset + 2 * ldc + LANES);
    c2c.intoArray(c, cOffset + 2 * ldc + 2 * LANES);
    c3a.intoArray(c, cOffset + 3 * ldc);
    c3b.intoArray(c, cOffset + 3 * ldc + LANES);
    c3c.intoArray(c, cOffset + 3 * ldc + 2 * LANES);
    c4a.intoArray(c, cOffset + 4 * ldc);
    c4b.intoArray(c, cOffset + 4 * ldc + LANES);
    c4c.intoArray(c, cOffset + 4 * ldc + 2 * LANES);
    c5a.intoArray(c, cOffset + 5 * ldc);
    c5b.intoArray(c, cOffset + 5 * ldc + LANES);
    c5c.intoArray(c, cOffset + 5 * ldc + 2 * LANES);
    c6a.intoArray(c, cOffset + 6 * ldc);
    c6b.intoArray(c, cOffset + 6 * ldc + LANES);
    c6c.intoArray(c, cOffset + 6 * ldc + 2 * LANES);
    c7a.intoArray(c, cOffset + 7 * ldc);
    c7b.intoArray(c, cOffset + 7 * ldc + LANES);
    c7c.intoArray(c, cOffset + 7 * ldc + 2 * LANES);
  }
}
