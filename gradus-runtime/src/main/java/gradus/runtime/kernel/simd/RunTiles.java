package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Tiles.LANES;
import static gradus.runtime.kernel.simd.Tiles.SPECIES;

import jdk.incubator.vector.FloatVector;

/// Register tiles as {@link GatheredTiles}, one vector wide, for steps of which many read
/// neighbours: within such a run the bounds of an array are checked once for each row, not once for
/// each element. With 12 rows C2 loads the elements more slowly than with eight (decision 0038).
final class RunTiles {

  /// The mean length of runs from which on they are faster than a table.
  private static final int LONG = 14;

  private RunTiles() {}

  /// For each step, how many from it on read neighbours in a table.
  static int[] runs(int[] table) {
    int[] runs = new int[table.length];
    for (int k = table.length - 1; k >= 0; k--) {
      boolean goesOn = k + 1 < table.length && table[k + 1] == table[k] + 1;
      runs[k] = goesOn ? runs[k + 1] + 1 : 1;
    }
    return runs;
  }

  /// Whether runs are long enough on average.
  static boolean pay(int[] runs) {
    int count = 0;
    for (int k = 0; k < runs.length; k += runs[k]) {
      count++;
    }
    return runs.length >= count * LONG;
  }

  /// The height of the tile to use when `rows` rows are left; it may be higher than `rows`.
  static int height(int rows) {
    return rows > 4 ? 8 : 4;
  }

  /// Computes one tile of `height` rows over `count` steps.
  static void run(
      int height,
      float[] a,
      int aOffset,
      int[] table,
      int[] runs,
      int from,
      int count,
      int[] offsets,
      int first,
      float[] b,
      int bOffset,
      float[] c,
      int cOffset) {
    if (height == 8) {
      rows8(a, aOffset, table, runs, from, count, offsets, first, b, bOffset, c, cOffset);
    } else {
      rows4(a, aOffset, table, runs, from, count, offsets, first, b, bOffset, c, cOffset);
    }
  }

  private static void rows8(
      float[] a,
      int aOffset,
      int[] table,
      int[] runs,
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
    FloatVector c0 = FloatVector.zero(SPECIES);
    FloatVector c1 = FloatVector.zero(SPECIES);
    FloatVector c2 = FloatVector.zero(SPECIES);
    FloatVector c3 = FloatVector.zero(SPECIES);
    FloatVector c4 = FloatVector.zero(SPECIES);
    FloatVector c5 = FloatVector.zero(SPECIES);
    FloatVector c6 = FloatVector.zero(SPECIES);
    FloatVector c7 = FloatVector.zero(SPECIES);
    int bk = bOffset;
    int end = from + count;
    for (int k = from; k < end; ) {
      int run = Math.min(runs[k], end - k);
      int at = table[k];
      int p0 = o0 + at;
      int p1 = o1 + at;
      int p2 = o2 + at;
      int p3 = o3 + at;
      int p4 = o4 + at;
      int p5 = o5 + at;
      int p6 = o6 + at;
      int p7 = o7 + at;
      for (int i = 0; i < run; i++) {
        FloatVector bi = FloatVector.fromArray(SPECIES, b, bk + i * LANES);
        c0 = FloatVector.broadcast(SPECIES, a[p0 + i]).fma(bi, c0);
        c1 = FloatVector.broadcast(SPECIES, a[p1 + i]).fma(bi, c1);
        c2 = FloatVector.broadcast(SPECIES, a[p2 + i]).fma(bi, c2);
        c3 = FloatVector.broadcast(SPECIES, a[p3 + i]).fma(bi, c3);
        c4 = FloatVector.broadcast(SPECIES, a[p4 + i]).fma(bi, c4);
        c5 = FloatVector.broadcast(SPECIES, a[p5 + i]).fma(bi, c5);
        c6 = FloatVector.broadcast(SPECIES, a[p6 + i]).fma(bi, c6);
        c7 = FloatVector.broadcast(SPECIES, a[p7 + i]).fma(bi, c7);
      }
      bk += run * LANES;
      k += run;
    }
    c0.intoArray(c, cOffset);
    c1.intoArray(c, cOffset + LANES);
    c2.intoArray(c, cOffset + 2 * LANES);
    c3.intoArray(c, cOffset + 3 * LANES);
    c4.intoArray(c, cOffset + 4 * LANES);
    c5.intoArray(c, cOffset + 5 * LANES);
    c6.intoArray(c, cOffset + 6 * LANES);
    c7.intoArray(c, cOffset + 7 * LANES);
  }

  private static void rows4(
      float[] a,
      int aOffset,
      int[] table,
      int[] runs,
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
    FloatVector c0 = FloatVector.zero(SPECIES);
    FloatVector c1 = FloatVector.zero(SPECIES);
    FloatVector c2 = FloatVector.zero(SPECIES);
    FloatVector c3 = FloatVector.zero(SPECIES);
    int bk = bOffset;
    int end = from + count;
    for (int k = from; k < end; ) {
      int run = Math.min(runs[k], end - k);
      int at = table[k];
      int p0 = o0 + at;
      int p1 = o1 + at;
      int p2 = o2 + at;
      int p3 = o3 + at;
      for (int i = 0; i < run; i++) {
        FloatVector bi = FloatVector.fromArray(SPECIES, b, bk + i * LANES);
        c0 = FloatVector.broadcast(SPECIES, a[p0 + i]).fma(bi, c0);
        c1 = FloatVector.broadcast(SPECIES, a[p1 + i]).fma(bi, c1);
        c2 = FloatVector.broadcast(SPECIES, a[p2 + i]).fma(bi, c2);
        c3 = FloatVector.broadcast(SPECIES, a[p3 + i]).fma(bi, c3);
      }
      bk += run * LANES;
      k += run;
    }
    c0.intoArray(c, cOffset);
    c1.intoArray(c, cOffset + LANES);
    c2.intoArray(c, cOffset + 2 * LANES);
    c3.intoArray(c, cOffset + 3 * LANES);
  }
}
