package gradus.runtime.plan;

import gradus.op.Node;
import gradus.runtime.kernel.Reductions;
import gradus.runtime.thread.Partition;

/// The sums of rows of a product in f32, by a kernel: {@link ProductSums}.
final class FloatProductSum extends Step implements Band.OfRows {

  private final Reductions kernels;
  private final Row x;
  private final Row y;
  private final Row z;
  private final int rows;
  private final int n;
  private final int parts;

  FloatProductSum(Reductions kernels, Node node, Row x, Row y, Row z) {
    this.kernels = kernels;
    this.x = x;
    this.y = y;
    this.z = z;
    this.rows = node.type().shape().elements();
    this.n = node.input(0).type().shape().elements() / rows;
    this.parts = Cut.parts((long) rows * n / 2, rows);
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
    int xo = x.offset(from * n, part);
    int yo = y.offset(from * n, part);
    int zo = z.offset(from, part);
    kernels.sumsOfProducts(x.floats(), xo, y.floats(), yo, to - from, n, z.floats(), zo);
  }

  @Override
  long work() {
    return 2L * rows * n;
  }

  @Override
  String what() {
    return "Mul Sum [%d, %d, 1]".formatted(rows, n);
  }
}
