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
import gradus.runtime.kernel.ConvolutionShape;
import gradus.runtime.kernel.ConvolutionWay;
import gradus.runtime.kernel.Fourier;
import gradus.runtime.kernel.Kernels;
import gradus.runtime.kernel.Winograd;
import gradus.runtime.plan.Windows;
import gradus.tensor.DType;
import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
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
    switch (way(node)) {
      case SUM, LINES, IMAGES -> sums(node, window);
      case WINOGRAD, PHASES -> tiles(node);
      case FOURIER -> segments(node);
    }
  }

  private void sums(Node node, Window window) {
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
            op.convention() == Convention.CONVOLUTION,
            way(node) == ConvolutionWay.IMAGES);
      }
      case MaxPool op -> pool(node, "maxPool", op.pooling());
      case MaxPoolIndices op -> pool(node, "maxPoolIndices", op.pooling());
      case AveragePool op -> pool(node, "averagePool", op.pooling(), op.countIncludePad());
      default -> throw Unwritten.operation(node);
    }
  }

  /// How Gradus computes a window: all kernel sets do it in the same way.
  private static ConvolutionWay way(Node node) {
    boolean forward = node.op() instanceof Convolution;
    if (node.type().dtype() != DType.F32
        || !(forward || node.op() instanceof ConvolutionTranspose)) {
      return ConvolutionWay.SUM;
    }
    ConvolutionWay way = Kernels.named("scalar").convolutions().way(Windows.shape(node));
    return switch (way) {
      case LINES -> ConvolutionWay.SUM;
      case IMAGES -> forward ? ConvolutionWay.SUM : way;
      case PHASES -> forward ? way : ConvolutionWay.SUM;
      case SUM, WINOGRAD, FOURIER -> way;
    };
  }

  /// A convolution by Winograd's filtering. A transposed one is the convolution whose weights have
  /// the channels the other way round and are read backwards, and whose padding is what is left to
  /// a whole window.
  private void tiles(Node node) {
    ConvolutionShape shape = Windows.shape(node);
    boolean forward = node.op() instanceof Convolution;
    Winograd tiles = forward ? Winograd.forward(shape) : Winograd.backward(shape);
    Node weights = node.input(1);
    Place filters = kernels(node, tiles.flips());
    boolean phases = tiles.stride() == 2;
    String x = calls.reals(node, 0);
    if (phases) {
      x =
          "%s(%s, %d, %d, %s, %s)"
              .formatted(
                  out.methods.use("phases"),
                  x,
                  tiles.batch(),
                  tiles.channels(),
                  apart(tiles.inHeight(), tiles.outHeight(), tiles.kernelHeight(), tiles.top()),
                  apart(tiles.inWidth(), tiles.outWidth(), tiles.kernelWidth(), tiles.left()));
    }
    calls.call(
        node,
        "convolveTiles",
        x,
        filters.isConstant()
            ? constant(filters, phases, weights)
            : computed(filters, tiles, weights),
        tiles.batch(),
        tiles.seenChannels(),
        tiles.rows(),
        phases
            ? axis(tiles.seenHeight(), tiles.outHeight(), tiles.taps(), 0)
            : axis(tiles.inHeight(), tiles.outHeight(), 3, tiles.top()),
        phases
            ? axis(tiles.seenWidth(), tiles.outWidth(), tiles.taps(), 0)
            : axis(tiles.inWidth(), tiles.outWidth(), 3, tiles.left()));
  }

  private String constant(Place filters, boolean phases, Node weights) {
    String wish = out.wish(weights);
    return phases
        ? out.numbers.phaseFilters(filters.numbers(), wish)
        : out.numbers.filters(filters.numbers(), wish);
  }

  private String computed(Place filters, Winograd tiles, Node weights) {
    return Filters.of(
        out.methods,
        out.copy(weights, filters),
        tiles.channels(),
        tiles.rows(),
        tiles.kernelHeight(),
        tiles.kernelWidth(),
        tiles.stride() == 2);
  }

  /// A convolution by Fourier transforms; a transposed one in the same way as by filtering.
  private void segments(Node node) {
    ConvolutionShape shape = Windows.shape(node);
    boolean forward = node.op() instanceof Convolution;
    Fourier segments = forward ? Fourier.forward(shape) : Fourier.backward(shape);
    Node weights = node.input(1);
    Place kernels = kernels(node, segments.flips());
    calls.call(
        node,
        "convolveSegments",
        calls.reals(node, 0),
        kernels.isConstant()
            ? out.numbers.spectra(kernels.numbers(), segments.length(), out.wish(weights))
            : "%s(%s, %d, %d, %d)"
                .formatted(
                    out.methods.use("spectra"),
                    out.copy(weights, kernels),
                    segments.channels(),
                    segments.rows(),
                    segments.length()),
        segments.batch(),
        segments.channels(),
        segments.rows(),
        axis(segments.inWidth(), segments.outWidth(), segments.kernel(), segments.before()));
  }

  /// An axis that windows, two apart, slide along.
  private static String apart(int in, int out, int kernel, int before) {
    return axis(in, out, kernel, 2, 1, before, Math.max(0, 2 * (out - 1) + kernel - in - before));
  }

  /// An axis that windows, one apart, slide along.
  private static String axis(int in, int out, int kernel, int before) {
    return axis(in, out, kernel, 1, 1, before, out + kernel - 1 - in - before);
  }

  private static String axis(
      int in, int out, int kernel, int stride, int dilation, int before, int after) {
    return "new Axis(%d, %d, %d, %d, %d, %d, %d)"
        .formatted(in, out, kernel, stride, dilation, before, after);
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
          axis(
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
    List<Integer> order = new ArrayList<>();
    order.add(0);
    for (int axis = 2; axis < weights.type().shape().rank(); axis++) {
      order.add(axis);
    }
    order.add(1);
    boolean flips = op.convention() == Convention.CONVOLUTION;
    return out.copy(weights, arranged(node, order, flips));
  }

  /// The weights of a convolution, or of a transposed one, as [result's channels, source's
  /// channels, kernel places].
  private Place kernels(Node node, boolean flips) {
    List<Integer> order = new ArrayList<>(List.of(0, 1));
    if (node.op() instanceof ConvolutionTranspose) {
      Collections.swap(order, 0, 1);
    }
    for (int axis = 2; axis < node.input(1).type().shape().rank(); axis++) {
      order.add(axis);
    }
    return arranged(node, order, flips);
  }

  /// A convolution's weights with their axes in this order, those of the kernel backwards or not.
  private Place arranged(Node node, List<Integer> order, boolean flips) {
    Place w = out.at(node.input(1));
    if (!w.dtype().isFloat()) {
      throw Unwritten.operation(node);
    }
    List<Integer> strides = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    int start = 0;
    for (int axis : order) {
      int stride = w.strides().get(axis);
      boolean flipped = flips && axis > 1;
      start += flipped ? (w.shape().size(axis) - 1) * stride : 0;
      strides.add(flipped ? -stride : stride);
      sizes.add(w.shape().size(axis));
    }
    return w.seen(start, strides, new Shape(sizes));
  }
}
