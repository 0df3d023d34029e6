package gradus.runtime.plan;

import gradus.runtime.kernel.PoolShape;
import gradus.runtime.kernel.WindowAxis;
import gradus.tensor.DType;

/// The maximum of every window of integers, or where it lies, in plain loops.
final class WholePool extends Step {

  private final boolean indices;
  private final PoolShape shape;
  private final Cells x;
  private final Cells z;

  WholePool(boolean indices, PoolShape shape, Cells x, Cells z) {
    this.indices = indices;
    this.shape = shape;
    this.x = x;
    this.z = z;
  }

  @Override
  int parts() {
    return 1;
  }

  @Override
  public void run(int part) {
    for (int plane = 0; plane < shape.planes(); plane++) {
      for (int o = 0; o < shape.outPlane(); o++) {
        int start = plane * shape.inPlane();
        int found = largest(start, o);
        put(plane * shape.outPlane() + o, indices ? found : x.longAt(start + found));
      }
    }
  }

  private int largest(int start, int o) {
    int found = -1;
    WindowAxis depth = shape.depth();
    WindowAxis height = shape.height();
    WindowAxis width = shape.width();
    int ox = o % width.out();
    int oy = o / width.out() % height.out();
    int oz = o / width.out() / height.out();
    for (int k = depth.firstInside(oz); k < depth.endInside(oz); k++) {
      for (int j = height.firstInside(oy); j < height.endInside(oy); j++) {
        for (int i = width.firstInside(ox); i < width.endInside(ox); i++) {
          int at =
              (depth.position(oz, k) * height.in() + height.position(oy, j)) * width.in()
                  + width.position(ox, i);
          boolean wins = found < 0 || x.longAt(start + at) > x.longAt(start + found);
          found = wins ? at : found;
        }
      }
    }
    return found;
  }

  private void put(int position, long value) {
    if (z.dtype == DType.I32) {
      z.ints()[z.offset + position] = (int) value;
    } else {
      z.longs()[z.offset + position] = value;
    }
  }

  @Override
  String what() {
    return "pooling of integers";
  }
}
