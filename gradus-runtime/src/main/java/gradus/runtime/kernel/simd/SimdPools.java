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
    int to = Partition.start(shape.planes(), part + 1, parts);
    if (!halves(shape)) {
      if (MaxLines.serve(shape)) {
        int rows = shape.height().out();
        for (int row = Partition.start(shape.planes(), part, parts) * rows;
            row < to * rows;
            row++) {
          int plane = xOffset + row / rows * shape.inPlane();
          MaxLines.max(shape, x, plane, row % rows, y, yOffset + row * shape.width().out());
        }
      } else {
        super.maxPool(shape, part, parts, x, xOffset, y, yOffset);
      }
      return;
    }
    int width = shape.width().out();
    int step = together(shape);
    for (int plane = Partition.start(shape.planes(), part, parts); plane < to; plane += step) {
      int lines = Math.min(step, to - plane) * shape.height().out();
      int from = xOffset + plane * shape.inPlane();
      int at = yOffset + plane * shape.outPlane();
      Halves.max(x, from, shape.width().in(), y, at, width, lines);
    }
  }

  @Override
  public void maxPoolIndices(
      PoolShape shape, int part, int parts, float[] x, int xOffset, long[] indices, int iOffset) {
    if (!halves(shape) || Tiles.LANES < 8) { // two longs a vector are not worth it
      super.maxPoolIndices(shape, part, parts, x, xOffset, indices, iOffset);
      return;
    }
    int lines = shape.height().out();
    int width = shape.width().out();
    int to = Partition.start(shape.planes(), part + 1, parts);
    for (int plane = Partition.start(shape.planes(), part, parts); plane < to; plane++) {
      int from = xOffset + plane * shape.inPlane();
      int at = iOffset + plane * shape.outPlane();
      Halves.indices(x, from, shape.width().in(), indices, at, width, lines);
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
    int width = shape.width().in();
    int step = together(shape);
    for (int plane = planeFrom; plane < planeTo; plane += step) {
      int lines = Math.min(step, planeTo - plane) * shape.height().out();
      int from = xOffset + plane * shape.inPlane();
      int at = yOffset + plane * shape.outPlane();
      int target = xBarOffset + plane * shape.inPlane();
      Halves.gradient(x, from, width, yBar, at, xBar, target, shape.width().out(), lines);
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
    int width = shape.width().out();
    int step = together(shape);
    int to = Partition.start(shape.planes(), part + 1, parts);
    for (int plane = Partition.start(shape.planes(), part, parts); plane < to; plane += step) {
      int lines = Math.min(step, to - plane) * shape.height().out();
      int from = xOffset + plane * shape.inPlane();
      int at = yOffset + plane * shape.outPlane();
      Halves.average(x, from, shape.width().in(), y, at, width, lines);
    }
  }

  /// How many planes are taken as one: all, where their lines lie evenly and fit a vector.
  private static int together(PoolShape s) {
    boolean even = s.height().in() == 2 * s.height().out();
    return even && s.width().out() <= Tiles.LANES ? Math.max(1, s.planes()) : 1;
  }
}
