package gradus.runtime.kernel.simd;

import gradus.runtime.kernel.PoolShape;
import gradus.runtime.kernel.WindowAxis;
import gradus.runtime.kernel.scalar.ScalarPools;
import gradus.runtime.thread.Partition;
import java.util.Arrays;

/// Pooling with vectors where windows are 2 × 2 and lie side by side, and maxima of windows that go
/// on by one or two, in f32; else in plain loops.
public final class SimdPools extends ScalarPools {

  /// Whether all windows are 2 × 2, side by side, and within the input.
  private static boolean halves(PoolShape s) {
    return s.depth().equals(WindowAxis.UNIT) && halves(s.height()) && halves(s.width());
  }

  private static boolean halves(WindowAxis axis) {
    return axis.kernel() == 2
        && axis.stride() == 2
        && axis.dilation() == 1
        && axis.padBefore() == 0
        && axis.in() >= 2 * axis.out();
  }

  @Override
  public void maxPool(
      PoolShape shape, int part, int parts, float[] x, int xOffset, float[] y, int yOffset) {
    int rows = shape.height().out();
    int to = Partition.start(shape.planes(), part + 1, parts) * rows;
    if (!halves(shape)) {
      if (MaxLines.serve(shape)) {
        for (int row = Partition.start(shape.planes(), part, parts) * rows; row < to; row++) {
          int plane = xOffset + row / rows * shape.inPlane();
          MaxLines.max(shape, x, plane, row % rows, y, yOffset + row * shape.width().out());
        }
      } else {
        super.maxPool(shape, part, parts, x, xOffset, y, yOffset);
      }
      return;
    }
    for (int row = Partition.start(shape.planes(), part, parts) * rows; row < to; row++) {
      int from = xOffset + line(shape, row);
      int at = yOffset + row * shape.width().out();
      Halves.max(x, from, shape.width().in(), y, at, shape.width().out());
    }
  }

  @Override
  public void maxPoolIndices(
      PoolShape shape, int part, int parts, float[] x, int xOffset, long[] indices, int iOffset) {
    if (!halves(shape) || Tiles.LANES < 8) { // two longs a vector are not worth it
      super.maxPoolIndices(shape, part, parts, x, xOffset, indices, iOffset);
      return;
    }
    int rows = shape.height().out();
    int to = Partition.start(shape.planes(), part + 1, parts) * rows;
    for (int row = Partition.start(shape.planes(), part, parts) * rows; row < to; row++) {
      int from = xOffset + line(shape, row);
      int place = 2 * (row % rows) * shape.width().in();
      int at = iOffset + row * shape.width().out();
      Halves.indices(x, from, shape.width().in(), place, indices, at, shape.width().out());
    }
  }

  @Override
  public void maxPoolBackward(
      PoolShape shape,
      int part,
      int parts,
      float[] yBar,
      int yOffset,
      float[] x,
      int xOffset,
      float[] xBar,
      int xBarOffset) {
    if (!halves(shape)) {
      super.maxPoolBackward(shape, part, parts, yBar, yOffset, x, xOffset, xBar, xBarOffset);
      return;
    }
    int planeTo = Partition.start(shape.planes(), part + 1, parts);
    int planeFrom = Partition.start(shape.planes(), part, parts);
    if (shape.inPlane() != 4 * shape.outPlane()) { // some elements are in no window
      int end = xBarOffset + planeTo * shape.inPlane();
      Arrays.fill(xBar, xBarOffset + planeFrom * shape.inPlane(), end, 0);
    }
    int rows = shape.height().out();
    int width = shape.width().in();
    for (int row = planeFrom * rows; row < planeTo * rows; row++) {
      int from = line(shape, row);
      int at = yOffset + row * shape.width().out();
      Halves.gradient(
          x, xOffset + from, width, yBar, at, xBar, xBarOffset + from, shape.width().out());
    }
  }

  @Override
  public void averagePool(
      PoolShape shape,
      boolean includePad,
      int part,
      int parts,
      float[] x,
      int xOffset,
      float[] y,
      int yOffset) {
    if (!halves(shape)) {
      super.averagePool(shape, includePad, part, parts, x, xOffset, y, yOffset);
      return;
    }
    int rows = shape.height().out();
    int to = Partition.start(shape.planes(), part + 1, parts) * rows;
    for (int row = Partition.start(shape.planes(), part, parts) * rows; row < to; row++) {
      int from = xOffset + line(shape, row);
      int at = yOffset + row * shape.width().out();
      Halves.average(x, from, shape.width().in(), y, at, shape.width().out());
    }
  }

  /// Where in `x` the windows of an output line start.
  private static int line(PoolShape s, int row) {
    int rows = s.height().out();
    return row / rows * s.inPlane() + 2 * (row % rows) * s.width().in();
  }
}
