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
final class Pooling extends Step implements Band.OfRows {

  private final Pool op;
  private final Pools pools;
  private final PoolShape shape;
  private final PoolShape few;
  private final int channels;
  private final Row x;
  private final Row z;
  private final int parts;

  private Pooling(
      Node node, Pool op, Pools pools, PoolShape shape, int few, Row x, Row z, int threads) {
    this.op = op;
    this.pools = pools;
    this.shape = shape;
    this.channels = node.type().shape().size(1);
    this.few = shape.withPlanes(few * channels);
    this.x = x;
    this.z = z;
    this.parts = pools.parts(shape, threads);
  }

  /// @param few how many images are taken at a time within a band
  static Step of(Node node, Pool op, View x, View z, int few, Kernels kernels, int threads) {
    boolean adjoint = op instanceof AveragePoolTranspose;
    Shape large = adjoint ? node.type().shape() : node.input(0).type().shape();
    Shape small = adjoint ? node.input(0).type().shape() : node.type().shape();
    PoolShape shape = shape(op.pooling(), large, small);
    return x.base.type.dtype().isFloat()
        ? new Pooling(node, op, kernels.pools(), shape, few, Row.of(x), Row.of(z), threads)
        : new WholePool(op instanceof MaxPoolIndices, shape, x.cells(), z.cells());
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
    run(shape, part, parts, x.offset(0, part), z.offset(0, part));
  }

  @Override
  public void runRows(int from, int to, int part) {
    boolean adjoint = op instanceof AveragePoolTranspose;
    int in = channels * (adjoint ? shape.outPlane() : shape.inPlane());
    int out = channels * (adjoint ? shape.inPlane() : shape.outPlane());
    run(few, 0, 1, x.offset(from * in, part), z.offset(from * out, part));
  }

  private void run(PoolShape s, int part, int parts, int xo, int zo) {
    if (x.dtype == DType.F32) {
      floats(s, part, parts, xo, zo);
    } else {
      doubles(s, part, parts, xo, zo);
    }
  }

  private void floats(PoolShape s, int part, int parts, int xo, int zo) {
    float[] in = x.floats();
    switch (op) {
      case MaxPool _ -> pools.maxPool(s, part, parts, in, xo, z.floats(), zo);
      case MaxPoolIndices _ -> pools.maxPoolIndices(s, part, parts, in, xo, z.longs(), zo);
      case AveragePool average ->
          pools.averagePool(s, average.countIncludePad(), part, parts, in, xo, z.floats(), zo);
      case AveragePoolTranspose average ->
          pools.averagePoolBackward(
              s, average.countIncludePad(), part, parts, in, xo, z.floats(), zo);
    }
  }

  private void doubles(PoolShape s, int part, int parts, int xo, int zo) {
    double[] in = x.doubles();
    switch (op) {
      case MaxPool _ -> pools.maxPool(s, part, parts, in, xo, z.doubles(), zo);
      case MaxPoolIndices _ -> pools.maxPoolIndices(s, part, parts, in, xo, z.longs(), zo);
      case AveragePool average ->
          pools.averagePool(s, average.countIncludePad(), part, parts, in, xo, z.doubles(), zo);
      case AveragePoolTranspose average ->
          pools.averagePoolBackward(
              s, average.countIncludePad(), part, parts, in, xo, z.doubles(), zo);
    }
  }

  @Override
  String what() {
    return op.name();
  }
}
