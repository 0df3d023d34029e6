package gradus.runtime.plan;

import gradus.op.Node;
import gradus.op.indexing.ArgSort;
import gradus.runtime.thread.Partition;
import gradus.tensor.DType;
import gradus.tensor.Shape;

/// The positions that sort the middle of `[outer, n, inner]`, row by row: each element becomes an
/// integer of the same order, and a merge sort, which keeps ties in place, moves the positions.
final class Sorting extends Step {

  private final ArgSort op;
  private final Cells x;
  private final Cells z;
  private final int n;
  private final int inner;
  private final int rows;
  private final int parts;
  private final int scratch;
  private long[] space = {};

  Sorting(Node node, ArgSort op, Cells x, Cells z, Workspace workspace) {
    this.op = op;
    this.x = x;
    this.z = z;
    Shape shape = node.type().shape();
    this.n = shape.size(op.axis());
    this.inner = shape.slice(op.axis() + 1, shape.rank()).elements();
    this.rows = shape.slice(0, op.axis()).elements() * inner;
    this.parts = Cut.parts(work(), rows);
    this.scratch = workspace.need(DType.I64, Math.multiplyExact(parts, 3 * n));
  }

  @Override
  int parts() {
    return parts;
  }

  @Override
  void bind(Workspace workspace) {
    space = (long[]) workspace.array(DType.I64);
  }

  @Override
  long work() {
    return (long) rows * n * (Integer.SIZE - Integer.numberOfLeadingZeros(n));
  }

  @Override
  public void run(int part) {
    int to = Partition.start(rows, part + 1, parts);
    for (int row = Partition.start(rows, part, parts); row < to; row++) {
      sort(row / inner * n * inner + row % inner, scratch + part * 3 * n);
    }
  }

  /// Sorts one row: keys at `keys`, positions after them, and room for as many again.
  private void sort(int from, int keys) {
    for (int i = 0; i < n; i++) {
      long key = key(from + i * inner);
      space[keys + i] = op.descending() ? ~key : key;
      space[keys + n + i] = i;
    }
    int source = keys + n;
    int target = source + n;
    for (int run = 1; run < n; run *= 2) {
      for (int start = 0; start < n; start += 2 * run) {
        merge(keys, source, target, start, Math.min(start + run, n), Math.min(start + 2 * run, n));
      }
      int last = source;
      source = target;
      target = last;
    }
    long[] sorted = z.longs();
    for (int i = 0; i < n; i++) {
      sorted[z.offset + from + i * inner] = space[source + i];
    }
  }

  private void merge(int keys, int source, int target, int start, int middle, int end) {
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takesLeft =
          right >= end
              || (left < middle
                  && space[keys + (int) space[source + left]]
                      <= space[keys + (int) space[source + right]]);
      space[target + i] = space[source + (takesLeft ? left++ : right++)];
    }
  }

  /// An integer that orders elements: −0 like 0, NaN above everything.
  private long key(int position) {
    if (!x.dtype.isFloat()) {
      return x.longAt(position);
    }
    // adding 0 turns −0 into 0; the bits of negative numbers run the other way
    long bits = Double.doubleToLongBits(x.doubleAt(position) + 0.0);
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }

  @Override
  String what() {
    return op.name();
  }
}
