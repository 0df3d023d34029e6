package gradus.runtime.plan;

import gradus.op.Node;
import gradus.op.window.MaxPoolIndices;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.kernel.PoolShape;
import gradus.runtime.kernel.Pools;
import gradus.tensor.DType;
import gradus.tensor.Shape;

/// Gives each cotangent of a pooling to the first largest element of its window.
final class MaxPoolGradient extends Step implements Band.OfRows {

  private final Pools pools;
  private final PoolShape shape;
  private final PoolShape few;
  private final int channels;
  private final Row cotangent;
  private final Row x;
  private final Row z;
  private final int parts;

  /// @param few how many images are taken at a time within a band
  MaxPoolGradient(Task.PoolGradient task, int few, Kernels kernels, int threads) {
    Node indices = task.indices;
    MaxPoolIndices op = (MaxPoolIndices) indices.op();
    Shape large = indices.input(0).type().shape();
    pools = kernels.pools();
    shape = Pooling.shape(op.pooling(), large, indices.type().shape());
    channels = large.size(1);
    this.few = shape.withPlanes(few * channels);
    cotangent = Row.of(task.cotangent);
    x = Row.of(task.x);
    z = Row.of(View.of(task.output));
    parts = pools.parts(shape, threads);
  }

  @Override
  int parts() {
    return parts;
  }

  @Override
  public void run(int part) {
    run(shape, part, parts, cotangent.offset(0, part), x.offset(0, part), z.offset(0, part));
  }

  @Override
  public void runRows(int from, int to, int part) {
    int large = from * channels * shape.inPlane();
    int go = cotangent.offset(from * channels * shape.outPlane(), part);
    run(few, 0, 1, go, x.offset(large, part), z.offset(large, part));
  }

  private void run(PoolShape s, int part, int parts, int go, int xo, int zo) {
    if (z.dtype == DType.F32) {
      float[] g = cotangent.floats();
      pools.maxPoolBackward(s, part, parts, g, go, x.floats(), xo, z.floats(), zo);
    } else {
      double[] g = cotangent.doubles();
      pools.maxPoolBackward(s, part, parts, g, go, x.doubles(), xo, z.doubles(), zo);
    }
  }

  @Override
  String what() {
    return "MaxPool gradient";
  }
}
