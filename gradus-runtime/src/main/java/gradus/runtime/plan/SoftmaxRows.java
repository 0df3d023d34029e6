package gradus.runtime.plan;

import gradus.op.Node;
import gradus.op.composite.Softmax;
import gradus.runtime.kernel.Reductions;
import gradus.runtime.thread.Partition;
import gradus.tensor.DType;

/// The softmax of the last axis in f32, a row at a time, by a kernel.
///
/// The log-softmax is not here: its lowering takes the largest element out of the logarithm, and is
/// accurate where it is near 0.
final class SoftmaxRows extends Step implements Band.OfRows {

  private final Reductions kernels;
  private final Row x;
  private final Row z;
  private final int n;
  private final int rows;
  private final int parts;

  SoftmaxRows(Node node, Reductions kernels, Row x, Row z) {
    this.kernels = kernels;
    this.x = x;
    this.z = z;
    this.n = node.type().shape().size(-1);
    int elements = node.type().shape().elements();
    this.rows = elements / n;
    this.parts = Cut.parts(4L * elements, rows);
  }

  /// Whether a node has this kernel: then it is not lowered.
  static boolean runs(Node node) {
    return node.type().dtype() == DType.F32
        && node.op() instanceof Softmax(int axis)
        && axis == node.type().shape().rank() - 1;
  }

  @Override
  int parts() {
    return parts;
  }

  @Override
  public void run(int part) {
    runRows(Partition.start(rows, part, parts), Partition.start(rows, part + 1, parts), part);
  }

  @Override
  public void runRows(int from, int to, int part) {
    int at = from * n;
    kernels.softmax(x.floats(), x.offset(at, part), to - from, n, z.floats(), z.offset(at, part));
  }

  @Override
  String what() {
    return "Softmax [%d, %d]".formatted(rows, n);
  }
}
