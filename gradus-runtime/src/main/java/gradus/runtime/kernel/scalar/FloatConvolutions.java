package gradus.runtime.kernel.scalar;

import static gradus.runtime.kernel.Product.CHUNK;

import gradus.runtime.kernel.ConvolutionShape;
import gradus.runtime.kernel.Epilogue;
import gradus.runtime.kernel.WindowAxis;
import gradus.runtime.thread.Partition;
import java.util.Arrays;

/// Convolution in f32, in plain loops. `y` and `x̄` grow line by line along the width: for each
/// term of the sum (a window position and a channel) one multiple of a line is added to a line. A
/// line of `y` is stored when it is done, since what an epilogue adds may lie there before.
class FloatConvolutions implements FloatDirections {

  private static final int NEVER = -2;

  /// The shape that the sums are of.
  final ConvolutionShape s;

  FloatConvolutions(ConvolutionShape s) {
    this.s = s;
  }

  @Override
  public int forwardWorkspace() {
    return 2 * s.width().out();
  }

  @Override
  public int backwardInputWorkspace() {
    return s.width().in();
  }

  @Override
  public int backwardWeightsWorkspace() {
    return 0;
  }

  @Override
  public void forward(
      int part,
      int parts,
      float[] x,
      int xOffset,
      float[] w,
      int wOffset,
      float[] y,
      int yOffset,
      float[] lines,
      int linesOffset,
      Epilogue epilogue) {
    int rows = s.depth().out() * s.height().out();
    int sums = linesOffset + s.width().out();
    int all = s.batch() * s.outChannels();
    int to = Partition.start(all, part + 1, parts);
    for (int plane = Partition.start(all, part, parts); plane < to; plane++) {
      int group = plane % s.outChannels() / s.groupOut();
      int image = plane / s.outChannels() * s.inChannels() + group * s.groupIn();
      int kernel = wOffset + plane % s.outChannels() * s.groupIn() * s.kernelPlane();
      for (int row = 0; row < rows; row++) {
        forwardLine(s, row, x, xOffset + image * s.inPlane(), w, kernel, lines, sums, linesOffset);
        int place = (plane * rows + row) * s.width().out();
        int channel = plane % s.outChannels();
        epilogue.apply(channel, lines, sums, y, yOffset, place, s.width().out());
      }
    }
  }

  private static void forwardLine(
      ConvolutionShape s,
      int row,
      float[] x,
      int image,
      float[] w,
      int kernel,
      float[] line,
      int sums,
      int lineOffset) {
    WindowAxis width = s.width();
    int terms = 0;
    Arrays.fill(line, sums, sums + width.out(), 0);
    Arrays.fill(line, lineOffset, lineOffset + width.out(), 0);
    for (int j = 0; j < s.kernelPlane(); j++) {
      int start = seenLine(s, row, j);
      int seen = start < 0 ? 0 : width.in();
      int shift = width.position(0, j % width.kernel());
      for (int c = 0; c < s.groupIn(); c++) {
        float factor = w[kernel + c * s.kernelPlane() + s.weightPosition(j)];
        addLine(
            factor,
            x,
            image + start + c * s.inPlane(),
            seen,
            shift,
            width.stride(),
            line,
            lineOffset,
            width.out());
        if (++terms % CHUNK == 0) {
          flush(terms == CHUNK, line, lineOffset, line, sums, 1, width.out());
        }
      }
    }
    if (terms % CHUNK != 0) {
      flush(terms < CHUNK, line, lineOffset, line, sums, 1, width.out());
    }
  }

  /// Where in its plane the line of `x` starts that line `row` of `y` sees with kernel position
  /// `j`; −1 for padding.
  static int seenLine(ConvolutionShape s, int row, int j) {
    int line = j / s.width().kernel();
    int z = s.depth().position(row / s.height().out(), line / s.height().kernel());
    int y = s.height().position(row % s.height().out(), line % s.height().kernel());
    return isInside(z, s.depth().in()) && isInside(y, s.height().in())
        ? (z * s.height().in() + y) * s.width().in()
        : -1;
  }

  /// `line[i] += factor · x[start + shift + i · stride]`, where `x` has `seen` elements, then
  /// zeros.
  private static void addLine(
      float factor,
      float[] x,
      int start,
      int seen,
      int shift,
      int stride,
      float[] line,
      int lineOffset,
      int length) {
    int from = seen == 0 ? length : Math.clamp(Math.ceilDiv(-shift, stride), 0, length);
    int to = seen == 0 ? length : Math.clamp(Math.ceilDiv(seen - shift, stride), from, length);
    for (int i = 0; i < from; i++) {
      line[lineOffset + i] = Math.fma(factor, 0, line[lineOffset + i]);
    }
    if (stride == 1) {
      for (int i = from; i < to; i++) {
        line[lineOffset + i] = Math.fma(factor, x[start + shift + i], line[lineOffset + i]);
      }
    } else {
      for (int i = from; i < to; i++) {
        line[lineOffset + i] =
            Math.fma(factor, x[start + shift + i * stride], line[lineOffset + i]);
      }
    }
    for (int i = to; i < length; i++) {
      line[lineOffset + i] = Math.fma(factor, 0, line[lineOffset + i]);
    }
  }

  /// Stores or adds a line of partial sums, and clears it.
  private static void flush(
      boolean first, float[] line, int lineOffset, float[] y, int yRow, int step, int length) {
    for (int i = 0; i < length; i++) {
      float sum = line[lineOffset + i];
      y[yRow + i * step] = first ? sum : y[yRow + i * step] + sum;
      line[lineOffset + i] = 0;
    }
  }

  private static boolean isInside(int i, int length) {
    return i >= 0 && i < length;
  }

  @Override
  public void backwardInput(
      int part,
      int parts,
      float[] yBar,
      int yOffset,
      float[] w,
      int wOffset,
      float[] xBar,
      int xOffset,
      float[] line,
      int lineOffset) {
    int rows = s.depth().in() * s.height().in();
    int all = s.batch() * s.inChannels();
    int to = Partition.start(all, part + 1, parts);
    for (int plane = Partition.start(all, part, parts); plane < to; plane++) {
      int channel = plane % s.inChannels();
      int group = channel / s.groupIn();
      int image = plane / s.inChannels() * s.outChannels() + group * s.groupOut();
      int kernel = group * s.groupOut() * s.groupIn() + channel % s.groupIn();
      for (int row = 0; row < rows; row++) {
        int xRow = xOffset + (plane * rows + row) * s.width().in();
        Arrays.fill(xBar, xRow, xRow + s.width().in(), 0);
        for (int first = 0; first < Math.min(s.width().stride(), s.width().in()); first++) {
          backwardLine(
              s,
              row,
              first,
              yBar,
              yOffset + image * s.outPlane(),
              w,
              wOffset + kernel * s.kernelPlane(),
              xBar,
              xRow + first,
              line,
              lineOffset);
        }
      }
    }
  }

  /// The elements `first`, `first + stride`, … of one line of `x̄`: they share the terms of their
  /// sums.
  private static void backwardLine(
      ConvolutionShape s,
      int row,
      int first,
      float[] yBar,
      int image,
      float[] w,
      int kernel,
      float[] xBar,
      int xRow,
      float[] line,
      int lineOffset) {
    int stride = s.width().stride();
    int length = Math.ceilDiv(s.width().in() - first, stride);
    int terms = 0;
    Arrays.fill(line, lineOffset, lineOffset + length, 0);
    for (int j = 0; j < s.kernelPlane(); j++) {
      int shift = s.width().reach(first, j % s.width().kernel());
      int start = seeingLine(s, row, j);
      if (shift % stride != 0 || start == NEVER) {
        continue;
      }
      int seen = start < 0 ? 0 : s.width().out();
      for (int o = 0; o < s.groupOut(); o++) {
        float factor = w[kernel + o * s.groupIn() * s.kernelPlane() + s.weightPosition(j)];
        addLine(
            factor,
            yBar,
            image + start + o * s.outPlane(),
            seen,
            shift / stride,
            1,
            line,
            lineOffset,
            length);
        if (++terms % CHUNK == 0) {
          flush(terms == CHUNK, line, lineOffset, xBar, xRow, stride, length);
        }
      }
    }
    if (terms % CHUNK != 0) {
      flush(terms < CHUNK, line, lineOffset, xBar, xRow, stride, length);
    }
  }

  /// Where in its plane the line of `y` starts whose windows see line `row` of `x` with kernel
  /// position `j`; −1 where it would lie outside `y`, `NEVER` where it would lie between two lines.
  private static int seeingLine(ConvolutionShape s, int row, int j) {
    int line = j / s.width().kernel();
    int z = s.depth().reach(row / s.height().in(), line / s.height().kernel());
    int y = s.height().reach(row % s.height().in(), line % s.height().kernel());
    if (z % s.depth().stride() != 0 || y % s.height().stride() != 0) {
      return NEVER;
    }
    int oz = z / s.depth().stride();
    int oy = y / s.height().stride();
    return isInside(oz, s.depth().out()) && isInside(oy, s.height().out())
        ? (oz * s.height().out() + oy) * s.width().out()
        : -1;
  }

  @Override
  public void backwardWeights(
      int part,
      int parts,
      float[] x,
      int xOffset,
      float[] yBar,
      int yOffset,
      float[] wBar,
      int wOffset,
      float[] work,
      int workOffset) {
    int all = s.outChannels() * s.groupIn();
    int to = Partition.start(all, part + 1, parts);
    for (int pair = Partition.start(all, part, parts); pair < to; pair++) {
      int o = pair / s.groupIn();
      int c = o / s.groupOut() * s.groupIn() + pair % s.groupIn();
      for (int j = 0; j < s.kernelPlane(); j++) {
        wBar[wOffset + pair * s.kernelPlane() + s.weightPosition(j)] =
            weight(s, j, x, xOffset + c * s.inPlane(), yBar, yOffset + o * s.outPlane());
      }
    }
  }

  private static float weight(
      ConvolutionShape s, int j, float[] x, int xPlane, float[] yBar, int yPlane) {
    WindowAxis width = s.width();
    float total = 0;
    float sum = 0;
    int terms = 0;
    for (int line = 0; line < s.batch() * s.depth().out() * s.height().out(); line++) {
      int b = line / (s.depth().out() * s.height().out());
      int row = line % (s.depth().out() * s.height().out());
      int start = seenLine(s, row, j);
      int image = xPlane + b * s.inChannels() * s.inPlane() + start;
      int cotangent = yPlane + b * s.outChannels() * s.outPlane() + row * width.out();
      int i = width.position(0, j % width.kernel());
      for (int o = 0; o < width.out(); o++) {
        float value = start >= 0 && isInside(i, width.in()) ? x[image + i] : 0;
        sum = Math.fma(value, yBar[cotangent + o], sum);
        if (++terms % CHUNK == 0) {
          total = terms == CHUNK ? sum : total + sum;
          sum = 0;
        }
        i += width.stride();
      }
    }
    return terms < CHUNK ? sum : terms % CHUNK == 0 ? total : total + sum;
  }
}
