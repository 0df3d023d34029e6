package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Tiles.LANES;
import static gradus.runtime.kernel.simd.Tiles.SPECIES;
import static gradus.runtime.kernel.simd.Tiles.WIDTH;

import gradus.runtime.kernel.Product;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/// Packing of operands into the order in which tiles read them, and of tiles into the result.
final class Panels {

  /// No table: a panel of `B` is packed, a tile's width for each step.
  static final int[] PACKED = {};

  private Panels() {}

  /// The table of a matrix `B` in place, `stride` floats from row to row.
  static int[] steps(int stride) {
    int[] table = new int[Product.CHUNK];
    for (int k = 0; k < table.length; k++) {
      table[k] = k * stride;
    }
    return table;
  }

  /// The first offset from `offset` on that is aligned to 64 bytes, if the array is: its elements
  /// start 16 bytes into the object.
  static int align(int offset) {
    return ((offset + 4 + 15) & ~15) - 4;
  }

  /// `floats` rounded up, so that what follows is aligned like what it follows.
  static int whole(int floats) {
    return (floats + 15) & ~15;
  }

  /// Floats to add to a workspace for each area that is aligned.
  static final int SLACK = 16;

  /// Turns rows into columns: `target[k · height + r] = source[r · stride + k]` for `r < rows`;
  /// what is at `r` from `rows` to `height` does not matter. Up to a vector more may be
  /// overwritten.
  static void transpose(
      float[] source,
      int sourceOffset,
      int stride,
      int rows,
      int count,
      float[] target,
      int targetOffset,
      int height) {
    if (height == 1) {
      System.arraycopy(source, sourceOffset, target, targetOffset, count);
      return;
    }
    int whole = Transposes.serves(height) ? count / LANES * LANES : 0;
    for (int k = 0; k < whole; k += LANES) {
      for (int r = 0; r < rows; r += LANES) {
        int from = sourceOffset + r * stride + k;
        int last = Math.min(LANES, rows - r) - 1;
        Transposes.block(source, from, stride, last, target, targetOffset + k * height + r, height);
      }
    }
    for (int block = whole; block < count; block += 16) {
      int to = Math.min(count, block + 16);
      for (int r = 0; r < rows; r++) {
        int from = sourceOffset + r * stride;
        for (int k = block; k < to; k++) {
          target[targetOffset + k * height + r] = source[from + k];
        }
      }
    }
  }

  /// Copies pieces of rows: `target[k · height + r] = source[k · stride + r]` for `r < rows`, and 0
  /// up to `height`.
  static void copy(
      float[] source,
      int sourceOffset,
      int stride,
      int rows,
      int count,
      float[] target,
      int targetOffset,
      int height) {
    if (rows == WIDTH && height == WIDTH) {
      copyWide(source, sourceOffset, stride, count, target, targetOffset);
      return;
    }
    for (int k = 0; k < count; k++) {
      int from = sourceOffset + k * stride;
      int to = targetOffset + k * height;
      for (int r = 0; r < rows; r++) {
        target[to + r] = source[from + r];
      }
      for (int r = rows; r < height; r++) {
        target[to + r] = 0;
      }
    }
  }

  private static void copyWide(
      float[] source, int sourceOffset, int stride, int count, float[] target, int targetOffset) {
    for (int k = 0; k < count; k++) {
      int from = sourceOffset + k * stride;
      int to = targetOffset + k * WIDTH;
      FloatVector.fromArray(SPECIES, source, from).intoArray(target, to);
      FloatVector.fromArray(SPECIES, source, from + LANES).intoArray(target, to + LANES);
    }
  }

  /// Copies what a tile reads in the steps `from` to `to` by a table into a packed panel.
  ///
  /// @param valid columns that are read; what the panel has beyond does not matter
  static void copyWindows(
      float[] source,
      int sourceOffset,
      int[] table,
      int from,
      int to,
      int valid,
      float[] target,
      int targetOffset) {
    int at = targetOffset;
    if (valid < WIDTH) {
      VectorMask<Float> first = SPECIES.indexInRange(0, valid);
      VectorMask<Float> second = SPECIES.indexInRange(LANES, valid);
      for (int k = from; k < to; k++) {
        int window = sourceOffset + table[k];
        FloatVector.fromArray(SPECIES, source, window, first).intoArray(target, at);
        FloatVector.fromArray(SPECIES, source, window + LANES, second)
            .intoArray(target, at + LANES);
        at += WIDTH;
      }
      return;
    }
    for (int k = from; k < to; k++) {
      int window = sourceOffset + table[k];
      FloatVector.fromArray(SPECIES, source, window).intoArray(target, at);
      FloatVector.fromArray(SPECIES, source, window + LANES).intoArray(target, at + LANES);
      at += WIDTH;
    }
  }

  /// Stores a tile's valid part, or adds it to what is there.
  static void merge(
      boolean first,
      float[] tile,
      int tileOffset,
      int rows,
      int columns,
      float[] c,
      int cOffset,
      int ldc) {
    for (int r = 0; r < rows; r++) {
      int from = tileOffset + r * WIDTH;
      int to = cOffset + r * ldc;
      if (first) {
        System.arraycopy(tile, from, c, to, columns);
      } else if (columns == WIDTH) {
        addVector(tile, from, c, to);
        addVector(tile, from + LANES, c, to + LANES);
      } else {
        for (int j = 0; j < columns; j++) {
          c[to + j] += tile[from + j];
        }
      }
    }
  }

  /// Stores a row, or adds it to what is there.
  static void mergeRow(
      boolean first, float[] row, int rowOffset, int columns, float[] c, int cOffset) {
    if (first) {
      System.arraycopy(row, rowOffset, c, cOffset, columns);
      return;
    }
    int whole = columns / LANES * LANES;
    for (int j = 0; j < whole; j += LANES) {
      addVector(row, rowOffset + j, c, cOffset + j);
    }
    for (int j = whole; j < columns; j++) {
      c[cOffset + j] += row[rowOffset + j];
    }
  }

  /// Adds `count` floats, a multiple of a vector's length, to others of the same array.
  static void add(float[] work, int from, int count, int to) {
    for (int i = 0; i < count; i += LANES) {
      addVector(work, from + i, work, to + i);
    }
  }

  private static void addVector(float[] tile, int from, float[] c, int to) {
    FloatVector.fromArray(SPECIES, c, to)
        .add(FloatVector.fromArray(SPECIES, tile, from))
        .intoArray(c, to);
  }
}
