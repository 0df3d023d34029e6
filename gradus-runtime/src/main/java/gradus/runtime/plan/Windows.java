package gradus.runtime.plan;

import gradus.op.window.Convention;
import gradus.op.window.Placement;
import gradus.runtime.kernel.ConvolutionShape;
import gradus.runtime.kernel.WindowAxis;
import gradus.tensor.Shape;

/// The kernels' geometry of windows, from that of operations.
final class Windows {

  private Windows() {}

  static ConvolutionShape shape(
      Convention convention, Placement placement, int groups, Shape x, Shape w, Shape y) {
    WindowAxis[] axes = {WindowAxis.UNIT, WindowAxis.UNIT, WindowAxis.UNIT};
    int rank = placement.rank();
    for (int axis = 0; axis < rank; axis++) {
      axes[3 - rank + axis] =
          axis(placement, axis, x.size(axis + 2), y.size(axis + 2), w.size(axis + 2));
    }
    return new ConvolutionShape(
        x.size(0),
        x.size(1),
        w.size(0),
        groups,
        axes[0],
        axes[1],
        axes[2],
        convention == Convention.CONVOLUTION);
  }

  static WindowAxis axis(Placement placement, int axis, int in, int out, int kernel) {
    return new WindowAxis(
        in,
        out,
        kernel,
        placement.strides().get(axis),
        placement.dilations().get(axis),
        placement.before().get(axis),
        placement.after().get(axis));
  }
}
