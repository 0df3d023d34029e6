package gradus.runtime.plan;

import gradus.op.Node;
import gradus.op.window.MaxPoolIndices;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.kernel.PoolShape;
import gradus.runtime.kernel.Pools;
import gradus.tensor.DType;
import gradus.tensor.Shape;

/// Gives each cotangent of a pooling to the first largest element of its window.
final class MaxPoolGradient extends Step {

  private final Pools pools;
  private final PoolShape shape;
  private final Cells cotangent;
  private final Cells x;
  private final Cells z;
  private final int parts;

  private MaxPoolGradient(
      Pools pools, PoolShape shape, Cells cotangent, Cells x, Cells z, int threads) {
    this.pools = pools;
    this.shape = shape;
    this.cotangent = cotangent;
    this.x = x;
    this.z = z;
    this.parts = pools.parts(shape, threads);
  }

  static Step of(Task.PoolGradient task, Kernels kernels, int threads) {
    Node indices = task.indices;
    MaxPoolIndices op = (MaxPoolIndices) indices.op();
    Shape large = indices.input(0).type().shape();
    PoolShape shape = Pooling.shape(op.pooling(), large, indices.type().shape());
    return new MaxPoolGradient(
        kernels.pools(),
        shape,
        task.cotangent.cells(),
        task.x.cells(),
        task.output.cells(),
        threads);
  }

  @Override
  int parts() {
    return parts;
  }

  @Override
  public void run(int part) {
    int go = cotangent.offset;
    if (z.dtype == DType.F32) {
      float[] g = cotangent.floats();
      pools.maxPoolBackward(shape, part, parts, g, go, x.floats(), x.offset, z.floats(), z.offset);
    } else {
      double[] g = cotangent.doubles();
      pools.maxPoolBackward(
          shape, part, parts, g, go, x.doubles(), x.offset, z.doubles(), z.offset);
    }
  }

  @Override
  String what() {
    return "MaxPool gradient";
  }
}
