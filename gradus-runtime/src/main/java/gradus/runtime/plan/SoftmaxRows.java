package gradus.runtime.plan;

import gradus.op.Node;
import gradus.op.composite.LogSoftmax;
import gradus.op.composite.Softmax;
import gradus.runtime.kernel.Reductions;
import gradus.runtime.thread.Partition;
import gradus.tensor.DType;
import gradus.tensor.Shape;

/// The softmax or log-softmax of the last axis in f32, a row at a time, by a kernel.
final class SoftmaxRows extends Step {

  private final Reductions kernels;
  private final boolean log;
  private final Cells x;
  private final Cells z;
  private final int n;
  private final int rows;
  private final int parts;

  SoftmaxRows(Node node, Reductions kernels, Cells x, Cells z) {
    this.kernels = kernels;
    this.log = node.op() instanceof LogSoftmax;
    this.x = x;
    this.z = z;
    this.n = node.type().shape().size(-1);
    this.rows = z.length / n;
    this.parts = Cut.parts(4L * z.length, rows);
  }

  /// Whether a node has this kernel: then it is not lowered.
  static boolean runs(Node node) {
    Shape shape = node.type().shape();
    return node.type().dtype() == DType.F32
        && switch (node.op()) {
          case Softmax(int axis) -> axis == shape.rank() - 1;
          case LogSoftmax(int axis) -> axis == shape.rank() - 1;
          default -> false;
        };
  }

  @Override
  int parts() {
    return parts;
  }

  @Override
  public void run(int part) {
    int from = Partition.start(rows, part, parts);
    int count = Partition.start(rows, part + 1, parts) - from;
    int xo = x.offset + from * n;
    int zo = z.offset + from * n;
    if (log) {
      kernels.logSoftmax(x.floats(), xo, count, n, z.floats(), zo);
    } else {
      kernels.softmax(x.floats(), xo, count, n, z.floats(), zo);
    }
  }

  @Override
  String what() {
    return "%s [%d, %d]".formatted(log ? "LogSoftmax" : "Softmax", rows, n);
  }
}
