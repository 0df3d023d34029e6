package gradus.runtime.plan;

import gradus.op.Node;
import gradus.op.reduction.Reduction;
import gradus.runtime.kernel.ReductionOp;
import gradus.runtime.kernel.Reductions;
import gradus.runtime.thread.Partition;

/// A reduction of the middle of `[outer, n, inner]` in f32, by a kernel.
final class FloatReduce extends Step implements Band.OfRows {

  private final Reductions kernels;
  private final ReductionOp op;
  private final Row x;
  private final Row z;
  private final int results;
  private final int n;
  private final int inner;
  private final int parts;
  private final String what;

  FloatReduce(Reductions kernels, ReductionOp op, Node node, Reduction reduction, Row x, Row z) {
    this.kernels = kernels;
    this.op = op;
    this.x = x;
    this.z = z;
    int[] axes = reduction.axes().stream().mapToInt(axis -> axis).toArray();
    int[] form = Reduce.form(node.input(0).type().shape(), axes);
    this.n = form[1];
    this.inner = form[2];
    this.results = node.type().shape().elements();
    this.parts = Cut.parts((long) results * n / 4, results);
    this.what = "%s [%d, %d, %d]".formatted(reduction.name(), form[0], n, inner);
  }

  @Override
  int parts() {
    return parts;
  }

  @Override
  public void run(int part) {
    int from = Partition.start(results, part, parts);
    int to = Partition.start(results, part + 1, parts);
    kernels.reduce(
        op, x.floats(), x.offset(0, part), n, inner, z.floats(), z.offset(0, part), from, to);
  }

  @Override
  public void runRows(int from, int to, int part) {
    // in a band the rows are the outermost axis, and nothing is inside of what is reduced
    int xo = x.offset(from * n, part) - from * n;
    int zo = z.offset(from, part) - from;
    kernels.reduce(op, x.floats(), xo, n, inner, z.floats(), zo, from, to);
  }

  @Override
  String what() {
    return what;
  }
}
