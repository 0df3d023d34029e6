package gradus.runtime.plan;

import gradus.op.Node;
import gradus.op.contraction.MatMul;
import gradus.runtime.kernel.Epilogue;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.kernel.Product;
import gradus.runtime.kernel.ProductShape;
import gradus.runtime.thread.Partition;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import java.util.List;

/// A matrix product, or a batch of them.
final class Products extends Step {

  private final Product product;
  private final Cells a;
  private final Cells b;
  private final Cells c;
  private final int batch;
  private final int blocks;
  private final int partsOfOne;
  private final int scratch;
  private final int scratchOfPart;
  private final boolean staysB;
  private final String set;
  private final Epilogue epilogue;
  private final String after;
  private Object workspace = this;
  private float[] packed = {};

  Products(
      Node node,
      List<Cells> operands,
      Cells c,
      Epilogue epilogue,
      String after,
      boolean staysB,
      Kernels kernels,
      int threads,
      Workspace workspace) {
    MatMul op = (MatMul) node.op();
    this.epilogue = epilogue;
    this.after = after;
    this.staysB = staysB && c.dtype == DType.F32;
    this.set = kernels.name();
    this.a = operands.getFirst();
    this.b = operands.getLast();
    this.c = c;
    Shape left = node.input(0).type().shape();
    Shape out = node.type().shape();
    int k = left.size(op.transposeA() ? -2 : -1);
    int m = out.size(-2);
    int n = out.size(-1);
    ProductShape shape = ProductShape.of(op.transposeA(), op.transposeB(), m, n, k);
    this.product = kernels.products().product(shape);
    this.batch = out.slice(0, out.rank() - 2).elements();
    this.blocks = Cut.parts(batch * shape.multiplyAdds(), batch);
    this.partsOfOne = blocks > 1 ? 1 : product.parts(threads);
    this.scratchOfPart = c.dtype.isFloat() ? Alignment.rounded(c.dtype, product.workspace()) : 0;
    this.scratch = workspace.need(c.dtype, scratchOfPart * blocks * partsOfOne);
  }

  /// A product that finishes its results itself.
  static Step of(
      Task.Finished task, boolean staysB, Kernels kernels, int threads, Workspace workspace) {
    return new Products(
        task.single.node,
        task.single.inputs.stream().map(View::cells).toList(),
        task.output.cells(),
        Convolutions.epilogue(task),
        "; " + task.what(),
        staysB,
        kernels,
        threads,
        workspace);
  }

  @Override
  int parts() {
    return blocks * partsOfOne;
  }

  @Override
  void bind(Workspace workspace) {
    this.workspace = workspace.array(c.dtype);
  }

  @Override
  void settle(Packs packs) {
    if (staysB) {
      packed = packs.get(b, set, List.of(product.shape(), batch), this::packB);
    }
  }

  private float[] packB() {
    ProductShape shape = product.shape();
    float[] panels = new float[Alignment.first(DType.F32) + batch * product.packedSize()];
    for (int i = 0; i < batch; i++) {
      int at = Alignment.first(DType.F32) + i * product.packedSize();
      product.packB(b.floats(), b.offset + i * shape.k() * shape.n(), panels, at);
    }
    return panels;
  }

  @Override
  public void run(int part) {
    int to = Partition.start(batch, part / partsOfOne + 1, blocks);
    for (int i = Partition.start(batch, part / partsOfOne, blocks); i < to; i++) {
      multiply(i, part);
    }
  }

  private void multiply(int i, int part) {
    ProductShape shape = product.shape();
    int ao = a.offset + i * shape.m() * shape.k();
    int bo = b.offset + i * shape.k() * shape.n();
    int co = c.offset + i * shape.m() * shape.n();
    int p = part % partsOfOne;
    switch (c.dtype) {
      case F32 -> {
        if (staysB) {
          fromPacked(i, p, ao, co, scratch + part * scratchOfPart);
        } else {
          floats(p, ao, bo, co, scratch + part * scratchOfPart);
        }
        if (epilogue != Epilogue.NONE) {
          product.finish(p, partsOfOne, c.floats(), co, co - c.offset, epilogue);
        }
      }
      case F64 -> doubles(p, ao, bo, co, scratch + part * scratchOfPart);
      case I32 -> product.multiply(p, partsOfOne, a.ints(), ao, b.ints(), bo, c.ints(), co);
      case I64 -> product.multiply(p, partsOfOne, a.longs(), ao, b.longs(), bo, c.longs(), co);
      case BOOL -> throw new AssertionError(DType.BOOL);
    }
  }

  private void floats(int p, int ao, int bo, int co, int wo) {
    float[] w = (float[]) workspace;
    product.multiply(p, partsOfOne, a.floats(), ao, b.floats(), bo, c.floats(), co, w, wo);
  }

  private void fromPacked(int i, int p, int ao, int co, int wo) {
    float[] w = (float[]) workspace;
    int po = Alignment.first(DType.F32) + i * product.packedSize();
    product.multiplyPacked(p, partsOfOne, a.floats(), ao, packed, po, c.floats(), co, w, wo);
  }

  private void doubles(int p, int ao, int bo, int co, int wo) {
    double[] w = (double[]) workspace;
    product.multiply(p, partsOfOne, a.doubles(), ao, b.doubles(), bo, c.doubles(), co, w, wo);
  }

  @Override
  long work() {
    return batch * product.shape().multiplyAdds();
  }

  @Override
  long operations() {
    return 2 * work();
  }

  @Override
  String what() {
    ProductShape shape = product.shape();
    return "MatMul %d × [%d, %d, %d]%s".formatted(batch, shape.m(), shape.n(), shape.k(), after);
  }
}
