package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Tiles.LANES;
import static gradus.runtime.kernel.simd.Tiles.SPECIES;
import static gradus.runtime.kernel.simd.Tiles.WIDTH;

import jdk.incubator.vector.FloatVector;

/// Register tiles whose left side is read in place: a few rows, one or two vectors wide.
///
/// Row `r` of step `k` is `a[aOffset + offsets[first + r] + table[k]]`; `B` is packed, `lanes`
/// floats for each step. The tile is stored to `C` without gaps. For the gradient of a
/// convolution's weights, whose steps are output positions and whose rows are taps of the window.
final class GatheredTiles {

  /// Rows of the highest tile.
  static final int ROWS = 12;

  private GatheredTiles() {}

  /// The width of tiles for `columns` columns: two vectors take more than 16 registers.
  static int lanes(int columns) {
    return LANES == 16 && columns > LANES ? WIDTH : LANES;
  }

  /// The height of the tile to use when `rows` rows are left; it may be higher than `rows`.
  static int height(int rows) {
    return rows > 4 ? ROWS : 4;
  }

  /// Computes one tile of `height` rows and `lanes` columns over `count` steps.
  static void run(
      int height,
      int lanes,
      float[] a,
      int aOffset,
      int[] table,
      int from,
      int count,
      int[] offsets,
      int first,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset) {
    if (lanes == WIDTH) {
      if (height == ROWS) {
        wide12(a, aOffset, table, from, count, offsets, first, b, bOffset, c, cOffset);
      } else {
        wide4(a, aOffset, table, from, count, offsets, first, b, bOffset, c, cOffset);
      }
    } else if (height == ROWS) {
      narrow12(a, aOffset, table, from, count, offsets, first, b, bOffset, c, cOffset);
    } else {
      narrow4(a, aOffset, table, from, count, offsets, first, b, bOffset, c, cOffset);
    }
  }

  private static void wide12(
      float[] a,
      int aOffset,
      int[] table,
      int from,
      int count,
      int[] offsets,
      int first,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset) {
    int o0 = aOffset + offsets[first];
    int o1 = aOffset + offsets[first + 1];
    int o2 = aOffset + offsets[first + 2];
    int o3 = aOffset + offsets[first + 3];
    int o4 = aOffset + offsets[first + 4];
    int o5 = aOffset + offsets[first + 5];
    int o6 = aOffset + offsets[first + 6];
    int o7 = aOffset + offsets[first + 7];
    int o8 = aOffset + offsets[first + 8];
    int o9 = aOffset + offsets[first + 9];
    int o10 = aOffset + offsets[first + 10];
    int o11 = aOffset + offsets[first + 11];
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
    int bk = bOffset;
    for (int k = from; k < from + count; k++) {
      int at = table[k];
      FloatVector ba = FloatVector.fromArray(SPECIES, b, bk);
      FloatVector bb = FloatVector.fromArray(SPECIES, b, bk + LANES);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[o0 + at]);
      c0a = a0.fma(ba, c0a);
      c0b = a0.fma(bb, c0b);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[o1 + at]);
      c1a = a1.fma(ba, c1a);
      c1b = a1.fma(bb, c1b);
      FloatVector a2 = FloatVector.broadcast(SPECIES, a[o2 + at]);
      c2a = a2.fma(ba, c2a);
      c2b = a2.fma(bb, c2b);
      FloatVector a3 = FloatVector.broadcast(SPECIES, a[o3 + at]);
      c3a = a3.fma(ba, c3a);
      c3b = a3.fma(bb, c3b);
      FloatVector a4 = FloatVector.broadcast(SPECIES, a[o4 + at]);
      c4a = a4.fma(ba, c4a);
      c4b = a4.fma(bb, c4b);
      FloatVector a5 = FloatVector.broadcast(SPECIES, a[o5 + at]);
      c5a = a5.fma(ba, c5a);
      c5b = a5.fma(bb, c5b);
      FloatVector a6 = FloatVector.broadcast(SPECIES, a[o6 + at]);
      c6a = a6.fma(ba, c6a);
      c6b = a6.fma(bb, c6b);
      FloatVector a7 = FloatVector.broadcast(SPECIES, a[o7 + at]);
      c7a = a7.fma(ba, c7a);
      c7b = a7.fma(bb, c7b);
      FloatVector a8 = FloatVector.broadcast(SPECIES, a[o8 + at]);
      c8a = a8.fma(ba, c8a);
      c8b = a8.fma(bb, c8b);
      FloatVector a9 = FloatVector.broadcast(SPECIES, a[o9 + at]);
      c9a = a9.fma(ba, c9a);
      c9b = a9.fma(bb, c9b);
      FloatVector a10 = FloatVector.broadcast(SPECIES, a[o10 + at]);
      c10a = a10.fma(ba, c10a);
      c10b = a10.fma(bb, c10b);
      FloatVector a11 = FloatVector.broadcast(SPECIES, a[o11 + at]);
      c11a = a11.fma(ba, c11a);
      c11b = a11.fma(bb, c11b);
      bk += WIDTH;
    }
    c0a.intoArray(c, cOffset);
    c0b.intoArray(c, cOffset + LANES);
    c1a.intoArray(c, cOffset + 2 * LANES);
    c1b.intoArray(c, cOffset + 3 * LANES);
    c2a.intoArray(c, cOffset + 4 * LANES);
    c2b.intoArray(c, cOffset + 5 * LANES);
    c3a.intoArray(c, cOffset + 6 * LANES);
    c3b.intoArray(c, cOffset + 7 * LANES);
    c4a.intoArray(c, cOffset + 8 * LANES);
    c4b.intoArray(c, cOffset + 9 * LANES);
    c5a.intoArray(c, cOffset + 10 * LANES);
    c5b.intoArray(c, cOffset + 11 * LANES);
    c6a.intoArray(c, cOffset + 12 * LANES);
    c6b.intoArray(c, cOffset + 13 * LANES);
    c7a.intoArray(c, cOffset + 14 * LANES);
    c7b.intoArray(c, cOffset + 15 * LANES);
    c8a.intoArray(c, cOffset + 16 * LANES);
    c8b.intoArray(c, cOffset + 17 * LANES);
    c9a.intoArray(c, cOffset + 18 * LANES);
    c9b.intoArray(c, cOffset + 19 * LANES);
    c10a.intoArray(c, cOffset + 20 * LANES);
    c10b.intoArray(c, cOffset + 21 * LANES);
    c11a.intoArray(c, cOffset + 22 * LANES);
    c11b.intoArray(c, cOffset + 23 * LANES);
  }

  private static void wide4(
      float[] a,
      int aOffset,
      int[] table,
      int from,
      int count,
      int[] offsets,
      int first,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset) {
    int o0 = aOffset + offsets[first];
    int o1 = aOffset + offsets[first + 1];
    int o2 = aOffset + offsets[first + 2];
    int o3 = aOffset + offsets[first + 3];
    FloatVector c0a = FloatVector.zero(SPECIES);
    FloatVector c0b = FloatVector.zero(SPECIES);
    FloatVector c1a = FloatVector.zero(SPECIES);
    FloatVector c1b = FloatVector.zero(SPECIES);
    FloatVector c2a = FloatVector.zero(SPECIES);
    FloatVector c2b = FloatVector.zero(SPECIES);
    FloatVector c3a = FloatVector.zero(SPECIES);
    FloatVector c3b = FloatVector.zero(SPECIES);
    int bk = bOffset;
    for (int k = from; k < from + count; k++) {
      int at = table[k];
      FloatVector ba = FloatVector.fromArray(SPECIES, b, bk);
      FloatVector bb = FloatVector.fromArray(SPECIES, b, bk + LANES);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[o0 + at]);
      c0a = a0.fma(ba, c0a);
      c0b = a0.fma(bb, c0b);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[o1 + at]);
      c1a = a1.fma(ba, c1a);
      c1b = a1.fma(bb, c1b);
      FloatVector a2 = FloatVector.broadcast(SPECIES, a[o2 + at]);
      c2a = a2.fma(ba, c2a);
      c2b = a2.fma(bb, c2b);
      FloatVector a3 = FloatVector.broadcast(SPECIES, a[o3 + at]);
      c3a = a3.fma(ba, c3a);
      c3b = a3.fma(bb, c3b);
      bk += WIDTH;
    }
    c0a.intoArray(c, cOffset);
    c0b.intoArray(c, cOffset + LANES);
    c1a.intoArray(c, cOffset + 2 * LANES);
    c1b.intoArray(c, cOffset + 3 * LANES);
    c2a.intoArray(c, cOffset + 4 * LANES);
    c2b.intoArray(c, cOffset + 5 * LANES);
    c3a.intoArray(c, cOffset + 6 * LANES);
    c3b.intoArray(c, cOffset + 7 * LANES);
  }

  private static void narrow12(
      float[] a,
      int aOffset,
      int[] table,
      int from,
      int count,
      int[] offsets,
      int first,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset) {
    int o0 = aOffset + offsets[first];
    int o1 = aOffset + offsets[first + 1];
    int o2 = aOffset + offsets[first + 2];
    int o3 = aOffset + offsets[first + 3];
    int o4 = aOffset + offsets[first + 4];
    int o5 = aOffset + offsets[first + 5];
    int o6 = aOffset + offsets[first + 6];
    int o7 = aOffset + offsets[first + 7];
    int o8 = aOffset + offsets[first + 8];
    int o9 = aOffset + offsets[first + 9];
    int o10 = aOffset + offsets[first + 10];
    int o11 = aOffset + offsets[first + 11];
    FloatVector c0a = FloatVector.zero(SPECIES);
    FloatVector c1a = FloatVector.zero(SPECIES);
    FloatVector c2a = FloatVector.zero(SPECIES);
    FloatVector c3a = FloatVector.zero(SPECIES);
    FloatVector c4a = FloatVector.zero(SPECIES);
    FloatVector c5a = FloatVector.zero(SPECIES);
    FloatVector c6a = FloatVector.zero(SPECIES);
    FloatVector c7a = FloatVector.zero(SPECIES);
    FloatVector c8a = FloatVector.zero(SPECIES);
    FloatVector c9a = FloatVector.zero(SPECIES);
    FloatVector c10a = FloatVector.zero(SPECIES);
    FloatVector c11a = FloatVector.zero(SPECIES);
    int bk = bOffset;
    for (int k = from; k < from + count; k++) {
      int at = table[k];
      FloatVector ba = FloatVector.fromArray(SPECIES, b, bk);
      c0a = FloatVector.broadcast(SPECIES, a[o0 + at]).fma(ba, c0a);
      c1a = FloatVector.broadcast(SPECIES, a[o1 + at]).fma(ba, c1a);
      c2a = FloatVector.broadcast(SPECIES, a[o2 + at]).fma(ba, c2a);
      c3a = FloatVector.broadcast(SPECIES, a[o3 + at]).fma(ba, c3a);
      c4a = FloatVector.broadcast(SPECIES, a[o4 + at]).fma(ba, c4a);
      c5a = FloatVector.broadcast(SPECIES, a[o5 + at]).fma(ba, c5a);
      c6a = FloatVector.broadcast(SPECIES, a[o6 + at]).fma(ba, c6a);
      c7a = FloatVector.broadcast(SPECIES, a[o7 + at]).fma(ba, c7a);
      c8a = FloatVector.broadcast(SPECIES, a[o8 + at]).fma(ba, c8a);
      c9a = FloatVector.broadcast(SPECIES, a[o9 + at]).fma(ba, c9a);
      c10a = FloatVector.broadcast(SPECIES, a[o10 + at]).fma(ba, c10a);
      c11a = FloatVector.broadcast(SPECIES, a[o11 + at]).fma(ba, c11a);
      bk += LANES;
    }
    c0a.intoArray(c, cOffset);
    c1a.intoArray(c, cOffset + LANES);
    c2a.intoArray(c, cOffset + 2 * LANES);
    c3a.intoArray(c, cOffset + 3 * LANES);
    c4a.intoArray(c, cOffset + 4 * LANES);
    c5a.intoArray(c, cOffset + 5 * LANES);
    c6a.intoArray(c, cOffset + 6 * LANES);
    c7a.intoArray(c, cOffset + 7 * LANES);
    c8a.intoArray(c, cOffset + 8 * LANES);
    c9a.intoArray(c, cOffset + 9 * LANES);
    c10a.intoArray(c, cOffset + 10 * LANES);
    c11a.intoArray(c, cOffset + 11 * LANES);
  }

  private static void narrow4(
      float[] a,
      int aOffset,
      int[] table,
      int from,
      int count,
      int[] offsets,
      int first,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset) {
    int o0 = aOffset + offsets[first];
    int o1 = aOffset + offsets[first + 1];
    int o2 = aOffset + offsets[first + 2];
    int o3 = aOffset + offsets[first + 3];
    FloatVector c0a = FloatVector.zero(SPECIES);
    FloatVector c1a = FloatVector.zero(SPECIES);
    FloatVector c2a = FloatVector.zero(SPECIES);
    FloatVector c3a = FloatVector.zero(SPECIES);
    int bk = bOffset;
    for (int k = from; k < from + count; k++) {
      int at = table[k];
      FloatVector ba = FloatVector.fromArray(SPECIES, b, bk);
      c0a = FloatVector.broadcast(SPECIES, a[o0 + at]).fma(ba, c0a);
      c1a = FloatVector.broadcast(SPECIES, a[o1 + at]).fma(ba, c1a);
      c2a = FloatVector.broadcast(SPECIES, a[o2 + at]).fma(ba, c2a);
      c3a = FloatVector.broadcast(SPECIES, a[o3 + at]).fma(ba, c3a);
      bk += LANES;
    }
    c0a.intoArray(c, cOffset);
    c1a.intoArray(c, cOffset + LANES);
    c2a.intoArray(c, cOffset + 2 * LANES);
    c3a.intoArray(c, cOffset + 3 * LANES);
  }
}
