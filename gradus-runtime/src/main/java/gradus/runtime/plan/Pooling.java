package gradus.runtime.plan;

import gradus.op.Node;
import gradus.op.window.AveragePool;
import gradus.op.window.AveragePoolTranspose;
import gradus.op.window.MaxPool;
import gradus.op.window.MaxPoolIndices;
import gradus.op.window.Placement;
import gradus.op.window.Pool;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.kernel.PoolShape;
import gradus.runtime.kernel.Pools;
import gradus.runtime.kernel.WindowAxis;
import gradus.tensor.DType;
import gradus.tensor.Shape;

/// A pooling or an adjoint of one.
final class Pooling extends Step {

  private final Pool op;
  private final Pools pools;
  private final PoolShape shape;
  private final Cells x;
  private final Cells z;
  private final int parts;

  private Pooling(Pool op, Pools pools, PoolShape shape, Cells x, Cells z, int threads) {
    this.op = op;
    this.pools = pools;
    this.shape = shape;
    this.x = x;
    this.z = z;
    this.parts = pools.parts(shape, threads);
  }

  static Step of(Node node, Pool op, Cells x, Cells z, Kernels kernels, int threads) {
    boolean adjoint = op instanceof AveragePoolTranspose;
    Shape large = adjoint ? node.type().shape() : node.input(0).type().shape();
    Shape small = adjoint ? node.input(0).type().shape() : node.type().shape();
    PoolShape shape = shape(op.pooling(), large, small);
    return x.dtype.isFloat()
        ? new Pooling(op, kernels.pools(), shape, x, z, threads)
        : new WholePool(op instanceof MaxPoolIndices, shape, x, z);
  }

  static PoolShape shape(gradus.op.window.Pooling pooling, Shape large, Shape small) {
    WindowAxis[] axes = {WindowAxis.UNIT, WindowAxis.UNIT, WindowAxis.UNIT};
    Placement placement = pooling.placement();
    int rank = placement.rank();
    for (int axis = 0; axis < rank; axis++) {
      axes[3 - rank + axis] =
          Windows.axis(
              placement,
              axis,
              large.size(axis + 2),
              small.size(axis + 2),
              pooling.kernel().get(axis));
    }
    return new PoolShape(large.size(0) * large.size(1), axes[0], axes[1], axes[2]);
  }

  @Override
  int parts() {
    return parts;
  }

  @Override
  public void run(int part) {
    if (x.dtype == DType.F32) {
      floats(part);
    } else {
      doubles(part);
    }
  }

  private void floats(int part) {
    float[] in = x.floats();
    int xo = x.offset;
    int zo = z.offset;
    switch (op) {
      case MaxPool _ -> pools.maxPool(shape, part, parts, in, xo, z.floats(), zo);
      case MaxPoolIndices _ -> pools.maxPoolIndices(shape, part, parts, in, xo, z.longs(), zo);
      case AveragePool average ->
          pools.averagePool(shape, average.countIncludePad(), part, parts, in, xo, z.floats(), zo);
      case AveragePoolTranspose average ->
          pools.averagePoolBackward(
              shape, average.countIncludePad(), part, parts, in, xo, z.floats(), zo);
    }
  }

  private void doubles(int part) {
    double[] in = x.doubles();
    int xo = x.offset;
    int zo = z.offset;
    switch (op) {
      case MaxPool _ -> pools.maxPool(shape, part, parts, in, xo, z.doubles(), zo);
      case MaxPoolIndices _ -> pools.maxPoolIndices(shape, part, parts, in, xo, z.longs(), zo);
      case AveragePool average ->
          pools.averagePool(shape, average.countIncludePad(), part, parts, in, xo, z.doubles(), zo);
      case AveragePoolTranspose average ->
          pools.averagePoolBackward(
              shape, average.countIncludePad(), part, parts, in, xo, z.doubles(), zo);
    }
  }

  @Override
  String what() {
    return op.name();
  }
}
