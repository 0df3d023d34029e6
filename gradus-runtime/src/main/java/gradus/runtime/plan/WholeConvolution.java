package gradus.runtime.plan;

import gradus.runtime.kernel.ConvolutionShape;
import gradus.runtime.kernel.WindowAxis;
import gradus.tensor.DType;

/// A convolution of integers, or one of its adjoints, in plain loops that wrap on overflow.
final class WholeConvolution extends Step {

  private final Convolutions.Face face;
  private final ConvolutionShape shape;
  private final Cells first;
  private final Cells second;
  private final Cells out;

  WholeConvolution(
      Convolutions.Face face, ConvolutionShape shape, Cells first, Cells second, Cells out) {
    this.face = face;
    this.shape = shape;
    this.first = first;
    this.second = second;
    this.out = out;
  }

  @Override
  int parts() {
    return 1;
  }

  @Override
  public void run(int part) {
    for (int i = 0; i < out.length; i++) {
      set(i, 0);
    }
    for (int o = 0; o < shape.batch() * shape.outChannels(); o++) {
      for (int p = 0; p < shape.outPlane(); p++) {
        window(o, p);
      }
    }
  }

  /// All products of one element of `y`, at position `p` of plane `o`.
  private void window(int o, int p) {
    int channel = o % shape.outChannels();
    int image = o / shape.outChannels();
    int start = image * shape.inChannels() + channel / shape.groupOut() * shape.groupIn();
    for (int j = 0; j < shape.kernelPlane(); j++) {
      int position = position(p, j);
      for (int c = 0; c < shape.groupIn() && position >= 0; c++) {
        int x = (start + c) * shape.inPlane() + position;
        int w = (channel * shape.groupIn() + c) * shape.kernelPlane() + shape.weightPosition(j);
        add(x, w, o * shape.outPlane() + p);
      }
    }
  }

  private void add(int x, int w, int y) {
    switch (face) {
      case FORWARD -> set(y, out.longAt(y) + first.longAt(x) * second.longAt(w));
      case BACKWARD_INPUT -> set(x, out.longAt(x) + first.longAt(y) * second.longAt(w));
      case BACKWARD_WEIGHTS -> set(w, out.longAt(w) + first.longAt(x) * second.longAt(y));
    }
  }

  private void set(int position, long value) {
    if (out.dtype == DType.I32) {
      out.ints()[out.offset + position] = (int) value;
    } else {
      out.longs()[out.offset + position] = value;
    }
  }

  /// The position within an input plane that window `p` sees at `j`, −1 for padding.
  private int position(int p, int j) {
    WindowAxis depth = shape.depth();
    WindowAxis height = shape.height();
    WindowAxis width = shape.width();
    int x = width.position(p % width.out(), j % width.kernel());
    int y = height.position(p / width.out() % height.out(), j / width.kernel() % height.kernel());
    int z = depth.position(p / width.out() / height.out(), j / width.kernel() / height.kernel());
    boolean inside =
        x >= 0 && x < width.in() && y >= 0 && y < height.in() && z >= 0 && z < depth.in();
    return inside ? (z * height.in() + y) * width.in() + x : -1;
  }

  @Override
  String what() {
    return "Convolution of integers";
  }
}
