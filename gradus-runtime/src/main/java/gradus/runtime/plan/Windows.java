package gradus.runtime.plan;

import gradus.op.Node;
import gradus.op.window.Convention;
import gradus.op.window.Convolution;
import gradus.op.window.ConvolutionTranspose;
import gradus.op.window.ConvolutionWeight;
import gradus.op.window.Placement;
import gradus.runtime.kernel.ConvolutionShape;
import gradus.runtime.kernel.WindowAxis;
import gradus.tensor.Shape;

/// The kernels' geometry of windows, from that of operations.
public final class Windows {

  private Windows() {}

  /// The geometry of a convolution or one of its adjoints.
  public static ConvolutionShape shape(Node node) {
    Shape first = node.input(0).type().shape();
    Shape second = node.input(1).type().shape();
    Shape made = node.type().shape();
    return switch (node.op()) {
      case Convolution op ->
          shape(op.convention(), op.placement(), op.groups(), first, second, made);
      case ConvolutionTranspose op ->
          shape(op.convention(), op.placement(), op.groups(), made, second, first);
      case ConvolutionWeight op ->
          shape(op.convention(), op.placement(), op.groups(), first, made, second);
      default -> throw new AssertionError("no convolution: " + node);
    };
  }

  private static ConvolutionShape shape(
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
