package gradus.runtime.kernel.scalar;

import static gradus.runtime.kernel.Winograd.POINTS;
import static gradus.runtime.kernel.Winograd.TILE;

import gradus.runtime.kernel.ConvolutionShape;
import gradus.runtime.kernel.Epilogue;
import gradus.runtime.kernel.Winograd;
import gradus.runtime.thread.Partition;
import java.util.Arrays;

/// A convolution and its adjoints by {@link Winograd}'s filtering, in plain loops.
record WinogradFilters(Winograd there, Winograd back) implements FloatDirections {

  /// Floats that the transforms of one tile need.
  private static final int ONE = 3 * POINTS;

  static WinogradFilters of(ConvolutionShape shape) {
    return new WinogradFilters(Winograd.forward(shape), Winograd.backward(shape));
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
  static int workspace(Winograd s) {
    int line = s.tile() * s.tile() * s.tileColumns() * s.rows();
    int channels = s.seenChannels();
    return POINTS * (channels * s.rows() + channels + s.rows()) + line + ONE;
  }

  /// One part of the direction from a source to results: some rows of tiles.
  static void correlate(
      Winograd s,
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
    int channels = s.seenChannels();
    int pitch = s.tile() * s.tileColumns();
    int weights = workOffset;
    int seen = weights + POINTS * channels * s.rows();
    int products = seen + POINTS * channels;
    int lines = products + POINTS * s.rows();
    int one = lines + s.tile() * pitch * s.rows();
    transformWeights(s, w, wOffset, work, weights, one);
    int all = s.batch() * s.tileRows();
    int to = Partition.start(all, part + 1, parts);
    for (int row = Partition.start(all, part, parts); row < to; row++) {
      for (int tile = 0; tile < s.tileColumns(); tile++) {
        for (int c = 0; c < channels; c++) {
          see(s, row, tile, c, source, sourceOffset, work, one);
          twice(FilterLines::source, 6, 6, work, one, seen + c, channels);
        }
        multiply(s, work, weights, seen, products);
        for (int k = 0; k < s.rows(); k++) {
          for (int point = 0; point < POINTS; point++) {
            work[one + point] = work[products + point * s.rows() + k];
          }
          resultsOf(s.tile(), work, one, lines + k * s.tile() * pitch + s.tile() * tile, pitch);
        }
      }
      store(s, row, work, lines, target, targetOffset, epilogue);
    }
  }

  private interface Transform {
    void line(float[] x, int from, int step, float[] z, int to, int toStep);
  }

  /// Transforms the `from × from` elements at `work[one]` to `to × to`, `point` apart: down the
  /// columns, then along the lines.
  private static void twice(
      Transform transform, int from, int to, float[] work, int one, int target, int point) {
    int half = one + POINTS;
    for (int j = 0; j < from; j++) {
      transform.line(work, one + j, from, work, half + j, from);
    }
    for (int i = 0; i < to; i++) {
      transform.line(work, half + i * from, 1, work, target + i * to * point, point);
    }
  }

  private static void resultsOf(int tile, float[] work, int one, int place, int pitch) {
    int done = one + 2 * POINTS;
    Transform transform = tile == TILE ? FilterLines::results : FilterLines::threeResults;
    twice(transform, 6, tile, work, one, done, 1);
    for (int i = 0; i < tile; i++) {
      System.arraycopy(work, done + i * tile, work, place + i * pitch, tile);
    }
  }

  private static void transformWeights(
      Winograd s, float[] w, int wOffset, float[] work, int weights, int one) {
    int taps = s.taps();
    Transform transform = taps == 3 ? FilterLines::weights : FilterLines::fourWeights;
    for (int c = 0; c < s.seenChannels(); c++) {
      for (int k = 0; k < s.rows(); k++) {
        for (int j = 0; j < taps * taps; j++) {
          int at = s.weight(k, c, j);
          work[one + j] = at < 0 ? 0 : w[wOffset + at];
        }
        int to = weights + c * s.rows() + k;
        twice(transform, taps, 6, work, one, to, s.seenChannels() * s.rows());
      }
    }
  }

  /// The 6 × 6 elements that a tile sees in a channel.
  private static void see(
      Winograd s,
      int row,
      int tile,
      int seen,
      float[] source,
      int sourceOffset,
      float[] work,
      int one) {
    int channel = row / s.tileRows() * s.channels() + seen / s.phases();
    int phase = seen % s.phases();
    for (int i = 0; i < 6; i++) {
      int n = row % s.tileRows() * s.tile() + i;
      int y = n * s.stride() + phase / s.stride() - s.top();
      for (int j = 0; j < 6; j++) {
        int m = tile * s.tile() + j;
        int x = m * s.stride() + phase % s.stride() - s.left();
        boolean sees = n < s.seenHeight() && m < s.seenWidth();
        boolean inside = y >= 0 && y < s.inHeight() && x >= 0 && x < s.inWidth();
        int at = sourceOffset + channel * s.inPlane() + y * s.inWidth() + x;
        work[one + 6 * i + j] = sees && inside ? source[at] : 0;
      }
    }
  }

  private static void multiply(Winograd s, float[] work, int weights, int seen, int products) {
    int rows = s.rows();
    int channels = s.seenChannels();
    for (int point = 0; point < POINTS; point++) {
      int to = products + point * rows;
      Arrays.fill(work, to, to + rows, 0);
      for (int c = 0; c < channels; c++) {
        int from = weights + (point * channels + c) * rows;
        add(work[seen + point * channels + c], work, from, work, to, rows);
      }
    }
  }

  private static void add(float factor, float[] x, int from, float[] z, int to, int count) {
    for (int i = 0; i < count; i++) {
      z[to + i] = Math.fma(factor, x[from + i], z[to + i]);
    }
  }

  /// Stores the results of a row of tiles.
  private static void store(
      Winograd s,
      int row,
      float[] work,
      int lines,
      float[] target,
      int targetOffset,
      Epilogue epilogue) {
    int pitch = s.tile() * s.tileColumns();
    int first = row % s.tileRows() * s.tile();
    int count = Math.min(s.tile(), s.outHeight() - first);
    for (int k = 0; k < s.rows(); k++) {
      int plane = (row / s.tileRows() * s.rows() + k) * s.outPlane();
      for (int i = 0; i < count; i++) {
        int from = lines + (k * s.tile() + i) * pitch;
        int place = plane + (first + i) * s.outWidth();
        epilogue.apply(k, work, from, target, targetOffset, place, s.outWidth());
      }
    }
  }

  /// Floats of workspace for one part of {@link #weights}.
  private static int gradientWorkspace(Winograd s) {
    return POINTS * (2 * s.channels() * s.rows() + s.channels() + s.rows()) + ONE;
  }

  /// One part of the gradient of the weights: some channels of the source.
  private static void weights(
      Winograd s,
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
    int from = Partition.start(s.channels(), part, parts, Winograd.UNIT);
    int to = Partition.start(s.channels(), part + 1, parts, Winograd.UNIT);
    int size = POINTS * (to - from) * s.rows();
    int total = workOffset;
    int sum = total + size;
    int seen = sum + size;
    int placed = seen + POINTS * (to - from);
    int one = placed + POINTS * s.rows();
    int all = s.batch() * s.tileRows();
    Arrays.fill(work, total, total + size, 0);
    for (int row = 0; row < all; row += s.chunkRows()) {
      Arrays.fill(work, sum, sum + size, 0);
      for (int r = row; r < Math.min(all, row + s.chunkRows()); r++) {
        for (int tile = 0; tile < s.tileColumns(); tile++) {
          for (int c = from; c < to; c++) {
            see(s, r, tile, c, x, xOffset, work, one);
            twice(FilterLines::source, 6, 6, work, one, seen + c - from, to - from);
          }
          for (int k = 0; k < s.rows(); k++) {
            lie(s, r, tile, k, yBar, yOffset, work, one);
            twice(FilterLines::cotangents, TILE, 6, work, one, placed + k, s.rows());
          }
          for (int i = 0; i < POINTS * (to - from); i++) {
            int at = placed + i / (to - from) * s.rows();
            add(work[seen + i], work, at, work, sum + i * s.rows(), s.rows());
          }
        }
      }
      for (int i = 0; i < size; i++) {
        work[total + i] = row == 0 ? work[sum + i] : work[total + i] + work[sum + i];
      }
    }
    for (int c = from; c < to; c++) {
      for (int k = 0; k < s.rows(); k++) {
        for (int point = 0; point < POINTS; point++) {
          int at = (point * (to - from) + c - from) * s.rows() + k;
          work[one + point] = work[total + at];
        }
        int done = one + 2 * POINTS;
        twice(FilterLines::weightSums, 6, 3, work, one, done, 1);
        for (int j = 0; j < 9; j++) {
          wBar[wOffset + s.weight(k, c, j)] = work[done + j];
        }
      }
    }
  }

  /// The 4 × 4 cotangents at a tile's places in a channel.
  private static void lie(
      Winograd s,
      int row,
      int tile,
      int channel,
      float[] yBar,
      int yOffset,
      float[] work,
      int one) {
    int plane = (row / s.tileRows() * s.rows() + channel) * s.outPlane();
    for (int i = 0; i < TILE; i++) {
      int y = row % s.tileRows() * TILE + i;
      for (int j = 0; j < TILE; j++) {
        int x = tile * TILE + j;
        boolean inside = y < s.outHeight() && x < s.outWidth();
        work[one + TILE * i + j] = inside ? yBar[yOffset + plane + y * s.outWidth() + x] : 0;
      }
    }
  }
}
