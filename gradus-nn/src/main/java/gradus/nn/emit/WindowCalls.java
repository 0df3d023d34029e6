package gradus.nn.emit;

import gradus.op.Node;
import gradus.op.window.AveragePool;
import gradus.op.window.Convention;
import gradus.op.window.Convolution;
import gradus.op.window.ConvolutionTranspose;
import gradus.op.window.MaxPool;
import gradus.op.window.MaxPoolIndices;
import gradus.op.window.Placement;
import gradus.op.window.Window;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/// Calls of convolutions and poolings.
final class WindowCalls {

  private final Emission out;
  private final Calls calls;

  WindowCalls(Emission out, Calls calls) {
    this.out = out;
    this.calls = calls;
  }

  void write(Node node, Window window) {
    Shape x = node.input(0).type().shape();
    Shape y = node.type().shape();
    switch (window) {
      case Convolution op -> {
        List<String> axes = axes(op.placement(), x, y, spatial(node.input(1).type().shape()));
        String in = calls.reals(node, 0);
        calls.call(
            node,
            "convolve",
            in,
            weights(node, op),
            x.size(0),
            x.size(1),
            y.size(1),
            op.groups(),
            axes.get(0),
            axes.get(1),
            axes.get(2));
      }
      case ConvolutionTranspose op -> {
        List<String> axes = axes(op.placement(), y, x, spatial(node.input(1).type().shape()));
        calls.call(
            node,
            "convolveTransposed",
            calls.reals(node, 0),
            calls.reals(node, 1),
            x.size(0),
            y.size(1),
            x.size(1),
            op.groups(),
            axes.get(0),
            axes.get(1),
            axes.get(2),
            op.convention() == Convention.CONVOLUTION);
      }
      case MaxPool op -> pool(node, "maxPool", op.pooling());
      case MaxPoolIndices op -> pool(node, "maxPoolIndices", op.pooling());
      case AveragePool op -> pool(node, "averagePool", op.pooling(), op.countIncludePad());
      default -> throw Unwritten.operation(node);
    }
  }

  private void pool(Node node, String method, gradus.op.window.Pooling pooling, Object... more) {
    Shape x = node.input(0).type().shape();
    List<String> axes = axes(pooling.placement(), x, node.type().shape(), pooling.kernel());
    List<Object> arguments = new ArrayList<>();
    arguments.add(calls.reals(node, 0));
    arguments.add(x.size(0) * x.size(1));
    arguments.addAll(axes);
    arguments.addAll(List.of(more));
    calls.call(node, method, arguments.toArray());
  }

  private static List<Integer> spatial(Shape weights) {
    return weights.sizes().subList(2, weights.rank());
  }

  /// The three axes of a window, those that are missing first.
  private static List<String> axes(Placement placement, Shape in, Shape out, List<Integer> kernel) {
    List<String> axes = new ArrayList<>();
    for (int missing = placement.rank(); missing < 3; missing++) {
      axes.add("Axis.ONE");
    }
    for (int axis = 0; axis < placement.rank(); axis++) {
      axes.add(
          "new Axis(%d, %d, %d, %d, %d, %d, %d)"
              .formatted(
                  in.size(axis + 2),
                  out.size(axis + 2),
                  kernel.get(axis),
                  placement.strides().get(axis),
                  placement.dilations().get(axis),
                  placement.before().get(axis),
                  placement.after().get(axis)));
    }
    return axes;
  }

  /// Weights in the order in which sums run: [out, kernel places, in / groups]; a true
  /// convolution's are read backwards.
  private String weights(Node node, Convolution op) {
    Node weights = node.input(1);
    Place w = out.at(weights);
    if (!w.dtype().isFloat()) {
      throw Unwritten.operation(node);
    }
    List<Integer> strides = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    int start = 0;
    for (int axis = 0; axis < w.shape().rank(); axis++) {
      int from = axis == 0 ? 0 : axis == w.shape().rank() - 1 ? 1 : axis + 1;
      int stride = w.strides().get(from);
      boolean flipped = from > 1 && op.convention() == Convention.CONVOLUTION;
      start += flipped ? (w.shape().size(from) - 1) * stride : 0;
      strides.add(flipped ? -stride : stride);
      sizes.add(w.shape().size(from));
    }
    return out.copy(weights, w.seen(start, strides, new Shape(sizes)));
  }
}
