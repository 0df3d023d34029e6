package gradus.runtime.kernel.scalar;

import gradus.runtime.kernel.ConvolutionShape;
import gradus.runtime.kernel.Epilogue;
import gradus.runtime.kernel.Fourier;
import gradus.runtime.thread.Partition;
import java.util.Arrays;

/// A convolution and its adjoints by {@link Fourier} transforms, in plain loops.
final class FourierFilters implements FloatDirections {

  private final Fourier there;
  private final Fourier back;
  private final float[] powers;

  private FourierFilters(Fourier there, Fourier back) {
    this.there = there;
    this.back = back;
    powers = Fourier.powers(there.length());
  }

  static FourierFilters of(ConvolutionShape shape) {
    return new FourierFilters(Fourier.forward(shape), Fourier.backward(shape));
  }

  @Override
  public int forwardWorkspace() {
    return workspace(there);
  }

  @Override
  public int backwardInputWorkspace() {
    return workspace(back);
  }

  @Override
  public int backwardWeightsWorkspace() {
    return gradientWorkspace(there);
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
      float[] work,
      int workOffset,
      Epilogue epilogue) {
    correlate(there, part, parts, x, xOffset, w, wOffset, y, yOffset, work, workOffset, epilogue);
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
      float[] work,
      int workOffset) {
    Epilogue none = Epilogue.NONE;
    correlate(back, part, parts, yBar, yOffset, w, wOffset, xBar, xOffset, work, workOffset, none);
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
    weights(there, part, parts, x, xOffset, yBar, yOffset, wBar, wOffset, work, workOffset);
  }

  /// Floats of workspace for one part of {@link #correlate}.
  private static int workspace(Fourier s) {
    int pair = 2 * s.length();
    return pair * (2 * s.channels() * s.rows() + s.channels() + s.rows()) + pair + s.hop();
  }

  /// One part of the direction from a source to results: some pairs of segments.
  private void correlate(
      Fourier s,
      int part,
      int parts,
      float[] source,
      int sourceOffset,
      float[] w,
      int wOffset,
      float[] target,
      int targetOffset,
      float[] work,
      int workOffset,
      Epilogue epilogue) {
    int length = s.length();
    int weights = workOffset;
    int seen = weights + 4 * length * s.channels() * s.rows();
    int products = seen + 2 * length * s.channels();
    int one = products + 2 * length * s.rows();
    int line = one + 2 * length;
    transformWeights(s, w, wOffset, work, weights, one);
    int to = Partition.start(s.pairs(), part + 1, parts);
    for (int pair = Partition.start(s.pairs(), part, parts); pair < to; pair++) {
      for (int c = 0; c < s.channels(); c++) {
        see(s, pair, c, source, sourceOffset, work, one);
        FourierLines.forward(work, one, length, powers);
        for (int f = 0; f < length; f++) {
          work[seen + 2 * f * s.channels() + c] = work[one + 2 * f];
          work[seen + (2 * f + 1) * s.channels() + c] = work[one + 2 * f + 1];
        }
      }
      multiply(s, work, weights, seen, products);
      for (int k = 0; k < s.rows(); k++) {
        for (int f = 0; f < length; f++) {
          work[one + 2 * f] = work[products + 2 * f * s.rows() + k];
          work[one + 2 * f + 1] = work[products + (2 * f + 1) * s.rows() + k];
        }
        FourierLines.back(work, one, length, powers);
        for (int i = 0; i < 2; i++) {
          for (int n = 0; n < s.hop(); n++) {
            work[line + n] = work[one + 2 * n + i];
          }
          store(s, pair, s.start(pair, i), k, work, line, target, targetOffset, epilogue);
        }
      }
    }
  }

  /// For each frequency a row of real and imaginary parts of all results for the real part of each
  /// channel, then one for each imaginary part.
  private void transformWeights(
      Fourier s, float[] w, int wOffset, float[] work, int weights, int one) {
    int length = s.length();
    int rows = s.rows();
    float scale = 1f / length;
    for (int c = 0; c < s.channels(); c++) {
      for (int k = 0; k < rows; k++) {
        Arrays.fill(work, one, one + 2 * length, 0);
        for (int j = 0; j < s.kernel(); j++) {
          work[one + 2 * j] = w[wOffset + s.weight(k, c, j)];
        }
        FourierLines.forward(work, one, length, powers);
        for (int f = 0; f < length; f++) {
          float re = work[one + 2 * f] * scale;
          float im = work[one + 2 * f + 1] * scale;
          int real = weights + (2 * f * s.channels() + c) * 2 * rows + k;
          int imaginary = real + s.channels() * 2 * rows;
          work[real] = re;
          work[real + rows] = -im;
          work[imaginary] = im;
          work[imaginary + rows] = re;
        }
      }
    }
  }

  /// A pair of segments of a channel, as results see it.
  private static void see(
      Fourier s, int pair, int channel, float[] source, int sourceOffset, float[] work, int one) {
    for (int i = 0; i < 2; i++) {
      int image = pair / s.pairsOfImage();
      int first = s.start(pair, i);
      int start = first - s.before();
      int line = sourceOffset + (image * s.channels() + channel) * s.inWidth();
      for (int n = 0; n < s.length(); n++) {
        int x = start + n;
        boolean inside = first < s.outWidth() && x >= 0 && x < s.inWidth();
        work[one + 2 * n + i] = inside ? source[line + x] : 0;
      }
    }
  }

  private static void multiply(Fourier s, float[] work, int weights, int seen, int products) {
    int columns = 2 * s.rows();
    int terms = 2 * s.channels();
    for (int f = 0; f < s.length(); f++) {
      int to = products + f * columns;
      Arrays.fill(work, to, to + columns, 0);
      for (int term = 0; term < terms; term++) {
        add(
            work[seen + f * terms + term],
            work,
            weights + (f * terms + term) * columns,
            to,
            columns);
      }
    }
  }

  private static void add(float factor, float[] work, int from, int to, int count) {
    for (int i = 0; i < count; i++) {
      work[to + i] = Math.fma(factor, work[from + i], work[to + i]);
    }
  }

  /// Stores the results of a segment of a channel.
  private static void store(
      Fourier s,
      int pair,
      int first,
      int row,
      float[] work,
      int from,
      float[] target,
      int targetOffset,
      Epilogue epilogue) {
    if (first >= s.outWidth()) {
      return;
    }
    int count = Math.min(s.hop(), s.outWidth() - first);
    int place = (pair / s.pairsOfImage() * s.rows() + row) * s.outWidth() + first;
    epilogue.apply(row, work, from, target, targetOffset, place, count);
  }

  /// Floats of workspace for one part of {@link #weights}.
  private static int gradientWorkspace(Fourier s) {
    int products = s.channels() * 2 * s.rows();
    return s.length() * (2 * products + 2 * s.channels() + 4 * s.rows() + 2);
  }

  /// One part of the gradient of the weights: some channels of the source.
  private void weights(
      Fourier s,
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
    int from = Partition.start(s.channels(), part, parts, Fourier.UNIT);
    int to = Partition.start(s.channels(), part + 1, parts, Fourier.UNIT);
    int own = to - from;
    int length = s.length();
    int rows = s.rows();
    int size = length * own * 2 * rows;
    int total = workOffset;
    int sum = total + size;
    int seen = sum + size;
    int placed = seen + 2 * length * own;
    int one = placed + 4 * length * rows;
    Arrays.fill(work, total, total + size, 0);
    for (int chunk = 0; chunk < s.pairs(); chunk += Fourier.CHUNK) {
      Arrays.fill(work, sum, sum + size, 0);
      for (int pair = chunk; pair < Math.min(s.pairs(), chunk + Fourier.CHUNK); pair++) {
        for (int c = from; c < to; c++) {
          see(s, pair, c, x, xOffset, work, one);
          FourierLines.forward(work, one, length, powers);
          for (int f = 0; f < length; f++) {
            work[seen + 2 * f * own + c - from] = work[one + 2 * f];
            work[seen + (2 * f + 1) * own + c - from] = work[one + 2 * f + 1];
          }
        }
        for (int k = 0; k < rows; k++) {
          lie(s, pair, k, yBar, yOffset, work, one);
          FourierLines.forward(work, one, length, powers);
          for (int f = 0; f < length; f++) {
            int real = placed + 4 * f * rows + k;
            work[real] = work[one + 2 * f];
            work[real + rows] = -work[one + 2 * f + 1];
            work[real + 2 * rows] = work[one + 2 * f + 1];
            work[real + 3 * rows] = work[one + 2 * f];
          }
        }
        addPair(length, own, rows, work, seen, placed, sum);
      }
      for (int i = 0; i < size; i++) {
        work[total + i] = chunk == 0 ? work[sum + i] : work[total + i] + work[sum + i];
      }
    }
    float scale = 1f / length;
    for (int c = from; c < to; c++) {
      for (int k = 0; k < rows; k++) {
        for (int f = 0; f < length; f++) {
          int at = total + (f * own + c - from) * 2 * rows + k;
          work[one + 2 * f] = work[at];
          work[one + 2 * f + 1] = work[at + rows];
        }
        FourierLines.back(work, one, length, powers);
        for (int j = 0; j < s.kernel(); j++) {
          wBar[wOffset + s.weight(k, c, j)] = work[one + 2 * j] * scale;
        }
      }
    }
  }

  private static void addPair(
      int length, int own, int rows, float[] work, int seen, int placed, int sum) {
    for (int f = 0; f < length; f++) {
      for (int c = 0; c < own; c++) {
        int to = sum + (f * own + c) * 2 * rows;
        int line = placed + 4 * f * rows;
        add(work[seen + 2 * f * own + c], work, line, to, 2 * rows);
        add(work[seen + (2 * f + 1) * own + c], work, line + 2 * rows, to, 2 * rows);
      }
    }
  }

  /// The cotangents of a pair of segments of a channel.
  private static void lie(
      Fourier s, int pair, int row, float[] yBar, int yOffset, float[] work, int one) {
    for (int i = 0; i < 2; i++) {
      int image = pair / s.pairsOfImage();
      int start = s.start(pair, i);
      int line = yOffset + (image * s.rows() + row) * s.outWidth();
      for (int n = 0; n < s.length(); n++) {
        boolean inside = n < s.hop() && start + n < s.outWidth();
        work[one + 2 * n + i] = inside ? yBar[line + start + n] : 0;
      }
    }
  }
}
