package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Lanes.FLOATS;
import static gradus.runtime.kernel.simd.Lanes.LANES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/// Register tiles as {@link WideTiles}, whose lanes are images of neighbouring places, and whose
/// steps are some of a kernel's lines and some of each line. For vectors of 512 bits.
final class ImageTiles {

  private ImageTiles() {}

  /// Columns of a tile of so many rows, 6 or 8.
  static int width(int rows) {
    return WideTiles.width(rows);
  }

  /// Computes one tile of 6 or 8 rows.
  ///
  /// @param a packed weights, as many for each step as there are rows
  /// @param bOffset where the tile's first place begins
  /// @param lanes images beside each other
  /// @param table how many places from there each step reads
  /// @param line the first line of the kernel, of `lineSteps` steps each
  /// @param from the first step of each line, of `count`
  static void run(
      int rows,
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      int lanes,
      int[] table,
      int line,
      int endLine,
      int lineSteps,
      int from,
      int count,
      float[] c,
      int cOffset,
      int ldc) {
    if (rows == 6) {
      rows6(
          a, aOffset, b, bOffset, lanes, table, line, endLine, lineSteps, from, count, c, cOffset,
          ldc);
    } else {
      rows8(
          a, aOffset, b, bOffset, lanes, table, line, endLine, lineSteps, from, count, c, cOffset,
          ldc);
    }
  }

  private static void rows6(
      float[] a,
      int aOffset,
      float[] b,
      int bOffset,
      int lanes,
      int[] table,
      int line,
      int endLine,
      int lineSteps,
      int from,
      int count,
      float[] c,
      int cOffset,
      int ldc) {
    FloatVector c0a = broadcast(FLOATS, 0f);
    FloatVector c0b = broadcast(FLOATS, 0f);
    FloatVector c0c = broadcast(FLOATS, 0f);
    FloatVector c0d = broadcast(FLOATS, 0f);
    FloatVector c1a = broadcast(FLOATS, 0f);
    FloatVector c1b = broadcast(FLOATS, 0f);
    FloatVector c1c = broadcast(FLOATS, 0f);
    FloatVector c1d = broadcast(FLOATS, 0f);
    FloatVector c2a = broadcast(FLOATS, 0f);
    FloatVector c2b = broadcast(FLOATS, 0f);
    FloatVector c2c = broadcast(FLOATS, 0f);
    FloatVector c2d = broadcast(FLOATS, 0f);
    FloatVector c3a = broadcast(FLOATS, 0f);
    FloatVector c3b = broadcast(FLOATS, 0f);
    FloatVector c3c = broadcast(FLOATS, 0f);
    FloatVector c3d = broadcast(FLOATS, 0f);
    FloatVector c4a = broadcast(FLOATS, 0f);
    FloatVector c4b = broadcast(FLOATS, 0f);
    FloatVector c4c = broadcast(FLOATS, 0f);
    FloatVector c4d = broadcast(FLOATS, 0f);
    FloatVector c5a = broadcast(FLOATS, 0f);
    FloatVector c5b = broadcast(FLOATS, 0f);
    FloatVector c5c = broadcast(FLOATS, 0f);
    FloatVector c5d = broadcast(FLOATS, 0f);
    for (int i = line; i < endLine; i++) {
      int first = i * lineSteps + from;
      int end = first + count;
      for (int k = first; k < end; k++) {
        int bk = bOffset + table[k] * lanes;
        int at = aOffset + k * 6;
        FloatVector ba = fromArray(FLOATS, b, bk);
        FloatVector bb = fromArray(FLOATS, b, bk + LANES);
        FloatVector bc = fromArray(FLOATS, b, bk + 2 * LANES);
        FloatVector bd = fromArray(FLOATS, b, bk + 3 * LANES);
        FloatVector a0 = broadcast(FLOATS, a[at]);
        c0a = a0.fma(ba, c0a);
        c0b = a0.fma(bb, c0b);
        c0c = a0.fma(bc, c0c);
        c0d = a0.fma(bd, c0d);
        FloatVector a1 = broadcast(FLOATS, a[at + 1]);
        c1a = a1.fma(ba, c1a);
        c1b = a1.fma(bb, c1b);
        c1c = a1.fma(bc, c1c);
        c1d = a1.fma(bd, c1d);
        FloatVector a2 = broadcast(FLOATS, a[at + 2]);
        c2a = a2.fma(ba, c2a);
        c2b = a2.fma(bb, c2b);
        c2c = a2.fma(bc, c2c);
        c2d = a2.fma(bd, c2d);
        FloatVector a3 = broadcast(FLOATS, a[at + 3]);
        c3a = a3.fma(ba, c3a);
        c3b = a3.fma(bb, c3b);
        c3c = a3.fma(bc, c3c);
        c3d = a3.fma(bd, c3d);
        FloatVector a4 = broadcast(FLOATS, a[at + 4]);
        c4a = a4.fma(ba, c4a);
        c4b = a4.fma(bb, c4b);
        c4c = a4.fma(bc, c4c);
        c4d = a4.fma(bd, c4d);
        FloatVector a5 = broadcast(FLOATS, a[at + 5]);
        c5a = a5.fma(ba, c5a);
        c5b = a5.fma(bb, c5b);
        c5c = a5.fma(bc, c5c);
        c5d = a5.fma(bd, c5d);
      }
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
      int lanes,
      int[] table,
      int line,
      int endLine,
      int lineSteps,
      int from,
      int count,
      float[] c,
      int cOffset,
      int ldc) {
    FloatVector c0a = broadcast(FLOATS, 0f);
    FloatVector c0b = broadcast(FLOATS, 0f);
    FloatVector c0c = broadcast(FLOATS, 0f);
    FloatVector c1a = broadcast(FLOATS, 0f);
    FloatVector c1b = broadcast(FLOATS, 0f);
    FloatVector c1c = broadcast(FLOATS, 0f);
    FloatVector c2a = broadcast(FLOATS, 0f);
    FloatVector c2b = broadcast(FLOATS, 0f);
    FloatVector c2c = broadcast(FLOATS, 0f);
    FloatVector c3a = broadcast(FLOATS, 0f);
    FloatVector c3b = broadcast(FLOATS, 0f);
    FloatVector c3c = broadcast(FLOATS, 0f);
    FloatVector c4a = broadcast(FLOATS, 0f);
    FloatVector c4b = broadcast(FLOATS, 0f);
    FloatVector c4c = broadcast(FLOATS, 0f);
    FloatVector c5a = broadcast(FLOATS, 0f);
    FloatVector c5b = broadcast(FLOATS, 0f);
    FloatVector c5c = broadcast(FLOATS, 0f);
    FloatVector c6a = broadcast(FLOATS, 0f);
    FloatVector c6b = broadcast(FLOATS, 0f);
    FloatVector c6c = broadcast(FLOATS, 0f);
    FloatVector c7a = broadcast(FLOATS, 0f);
    FloatVector c7b = broadcast(FLOATS, 0f);
    FloatVector c7c = broadcast(FLOATS, 0f);
    for (int i = line; i < endLine; i++) {
      int first = i * lineSteps + from;
      int end = first + count;
      for (int k = first; k < end; k++) {
        int bk = bOffset + table[k] * lanes;
        int at = aOffset + k * 8;
        FloatVector ba = fromArray(FLOATS, b, bk);
        FloatVector bb = fromArray(FLOATS, b, bk + LANES);
        FloatVector bc = fromArray(FLOATS, b, bk + 2 * LANES);
        FloatVector a0 = broadcast(FLOATS, a[at]);
        c0a = a0.fma(ba, c0a);
        c0b = a0.fma(bb, c0b);
        c0c = a0.fma(bc, c0c);
        FloatVector a1 = broadcast(FLOATS, a[at + 1]);
        c1a = a1.fma(ba, c1a);
        c1b = a1.fma(bb, c1b);
        c1c = a1.fma(bc, c1c);
        FloatVector a2 = broadcast(FLOATS, a[at + 2]);
        c2a = a2.fma(ba, c2a);
        c2b = a2.fma(bb, c2b);
        c2c = a2.fma(bc, c2c);
        FloatVector a3 = broadcast(FLOATS, a[at + 3]);
        c3a = a3.fma(ba, c3a);
        c3b = a3.fma(bb, c3b);
        c3c = a3.fma(bc, c3c);
        FloatVector a4 = broadcast(FLOATS, a[at + 4]);
        c4a = a4.fma(ba, c4a);
        c4b = a4.fma(bb, c4b);
        c4c = a4.fma(bc, c4c);
        FloatVector a5 = broadcast(FLOATS, a[at + 5]);
        c5a = a5.fma(ba, c5a);
        c5b = a5.fma(bb, c5b);
        c5c = a5.fma(bc, c5c);
        FloatVector a6 = broadcast(FLOATS, a[at + 6]);
        c6a = a6.fma(ba, c6a);
        c6b = a6.fma(bb, c6b);
        c6c = a6.fma(bc, c6c);
        FloatVector a7 = broadcast(FLOATS, a[at + 7]);
        c7a = a7.fma(ba, c7a);
        c7b = a7.fma(bb, c7b);
        c7c = a7.fma(bc, c7c);
      }
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
