package gradus.runtime.plan;

import gradus.runtime.thread.Partition;
import gradus.tensor.Shape;
import java.util.Arrays;

/// Copies a region of elements with strides in both arrays.
final class Move extends Step {

  private final String what;
  private final Cells x;
  private final Cells z;
  private final int xStart;
  private final int zStart;
  private int rank;
  private final int[] sizes;
  private final int[] xStrides;
  private final int[] zStrides;
  private final int rows;
  private final int parts;

  Move(
      String what,
      Cells x,
      int xStart,
      int[] xStrides,
      Shape shape,
      Cells z,
      int zStart,
      int[] zStrides) {
    this.what = what;
    this.x = x;
    this.z = z;
    this.xStart = x.offset + xStart;
    this.zStart = z.offset + zStart;
    int[] lengths = shape.toArray();
    this.sizes = new int[lengths.length + 1];
    this.xStrides = new int[lengths.length + 1];
    this.zStrides = new int[lengths.length + 1];
    join(lengths, xStrides, zStrides);
    int elements = shape.elements();
    this.rows = elements == 0 ? 0 : elements / sizes[rank - 1];
    this.parts = Cut.parts(elements, rows);
  }

  /// Joins axes that one stride serves in both arrays; at least one axis stays.
  private void join(int[] lengths, int[] xs, int[] zs) {
    for (int axis = 0; axis < lengths.length; axis++) {
      if (lengths[axis] == 1) {
        continue;
      }
      boolean joins =
          rank > 0
              && xStrides[rank - 1] == xs[axis] * lengths[axis]
              && zStrides[rank - 1] == zs[axis] * lengths[axis];
      rank += joins ? 0 : 1;
      sizes[rank - 1] = joins ? sizes[rank - 1] * lengths[axis] : lengths[axis];
      xStrides[rank - 1] = xs[axis];
      zStrides[rank - 1] = zs[axis];
    }
    if (rank == 0) {
      rank = 1;
      sizes[0] = 1;
    }
  }

  @Override
  int parts() {
    return parts;
  }

  @Override
  public void run(int part) {
    int inner = rank - 1;
    int to = Partition.start(rows, part + 1, parts);
    for (int row = Partition.start(rows, part, parts); row < to; row++) {
      int xAt = xStart;
      int zAt = zStart;
      int rest = row;
      for (int axis = inner - 1; axis >= 0; axis--) {
        int outer = rest / sizes[axis];
        int index = rest - outer * sizes[axis];
        xAt += index * xStrides[axis];
        zAt += index * zStrides[axis];
        rest = outer;
      }
      Strided.copy(
          x.dtype, x.array, xAt, xStrides[inner], z.array, zAt, zStrides[inner], sizes[inner]);
    }
  }

  @Override
  String what() {
    return what + " " + Arrays.toString(Arrays.copyOf(sizes, rank));
  }
}
