package gradus.runtime.plan;

import gradus.tensor.DType;
import org.jspecify.annotations.Nullable;

/// Where an instruction of a chain finds or puts the elements of a block.
///
/// A row walks along with the block, over the whole value or again and again over a window of its
/// part, stays on one element, follows a broadcast's strides, or is a scratch row of the part that
/// runs.
final class Row {

  final DType dtype;

  /// 1 where the elements of a block lie one after the other, 0 where it is one element for all.
  final int step;

  private final @Nullable Cells cells;
  private final @Nullable Walk walk;
  private final int base;
  private final boolean walks;
  private int window = Integer.MAX_VALUE;
  private int partStride;
  private Object array = this;

  private Row(
      DType dtype, @Nullable Cells cells, @Nullable Walk walk, int base, boolean walks, int step) {
    this.dtype = dtype;
    this.cells = cells;
    this.walk = walk;
    this.base = base;
    this.walks = walks;
    this.step = step;
    if (cells != null) {
      array = cells.array;
    }
  }

  /// The elements themselves, in order.
  static Row along(Cells cells) {
    return new Row(cells.dtype, cells, null, cells.offset, true, 1);
  }

  /// The elements of a view that is the whole of its value or begins in it; of a value that stays
  /// within a band, those of the rows at hand.
  static Row of(View view) {
    Row row = along(view.cells());
    Value value = view.base;
    if (value.window > 0) {
      row.window = value.window;
      row.partStride = value.stored() / value.windows;
    }
    return row;
  }

  /// One element for all.
  static Row single(Cells cells) {
    return new Row(cells.dtype, cells, null, cells.offset, false, 0);
  }

  /// A broadcast whose blocks lie within one inner run.
  static Row strided(Cells cells, Walk walk) {
    return new Row(cells.dtype, cells, walk, cells.offset, false, walk.step());
  }

  /// A scratch row, `place` elements into the scratch space of its part.
  static Row scratch(DType dtype, int place) {
    return new Row(dtype, null, null, place, false, 1);
  }

  boolean isScratch() {
    return cells == null;
  }

  void bind(Workspace workspace, int strideOfParts) {
    if (isScratch()) {
      array = workspace.array(dtype);
      partStride = strideOfParts;
    }
  }

  int offset(int from, int part) {
    if (walk != null) {
      return base + walk.place(from);
    }
    return base + part * partStride + (walks ? from % window : 0);
  }

  boolean overlaps(Cells other) {
    return cells != null
        && cells.array.equals(other.array)
        && cells.offset < other.offset + other.length
        && other.offset < cells.offset + cells.length;
  }

  float[] floats() {
    return (float[]) array;
  }

  double[] doubles() {
    return (double[]) array;
  }

  int[] ints() {
    return (int[]) array;
  }

  long[] longs() {
    return (long[]) array;
  }

  byte[] bytes() {
    return (byte[]) array;
  }
}
