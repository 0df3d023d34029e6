package gradus.runtime.kernel.scalar;

import gradus.runtime.kernel.Elementary;
import gradus.runtime.kernel.ReductionOp;
import gradus.runtime.kernel.Reductions;

/// Reductions as plain loops.
public final class ScalarReductions implements Reductions {

  private static final int LANES = 16;

  @Override
  public void reduce(
      ReductionOp op, float[] x, int xo, int n, int inner, float[] z, int zo, int from, int to) {
    for (int i = from; i < to; i++) {
      int at = xo + i / inner * n * inner + i % inner;
      z[zo + i] =
          switch (op) {
            case SUM -> inner == 1 ? sum(x, at, n, 1) : sumInOrder(x, at, n, inner);
            case PROD -> product(x, at, n, inner);
            case MAX -> max(x, at, n, inner);
            case MIN -> min(x, at, n, inner);
          };
    }
  }

  /// The sum of every `step`-th of `n` numbers: with step 16 a lane, below that a node of the tree.
  static float sum(float[] x, int at, int n, int step) {
    if (step == LANES) {
      float sum = 0;
      for (int i = 0; i < n; i += LANES) {
        sum += x[at + i];
      }
      return sum;
    }
    return sum(x, at, n, 2 * step) + sum(x, at + step, n - step, 2 * step);
  }

  private static float sumInOrder(float[] x, int at, int n, int step) {
    float sum = 0;
    for (int i = 0; i < n; i++) {
      sum += x[at + i * step];
    }
    return sum;
  }

  private static float product(float[] x, int at, int n, int step) {
    float product = 1;
    for (int i = 0; i < n; i++) {
      product *= x[at + i * step];
    }
    return product;
  }

  private static float max(float[] x, int at, int n, int step) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, x[at + i * step]);
    }
    return max;
  }

  private static float min(float[] x, int at, int n, int step) {
    float min = Float.POSITIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      min = Math.min(min, x[at + i * step]);
    }
    return min;
  }

  @Override
  public void sumsOfProducts(
      float[] x, int xo, float[] y, int yo, int rows, int n, float[] z, int zo) {
    for (int row = 0; row < rows; row++) {
      z[zo + row] = sumOfProducts(x, xo + row * n, y, yo + row * n, n, 1);
    }
  }

  /// In the lanes and the tree of {@link #sum}.
  private static float sumOfProducts(float[] x, int xo, float[] y, int yo, int n, int step) {
    if (step == LANES) {
      float sum = 0;
      for (int i = 0; i < n; i += LANES) {
        sum += x[xo + i] * y[yo + i];
      }
      return sum;
    }
    return sumOfProducts(x, xo, y, yo, n, 2 * step)
        + sumOfProducts(x, xo + step, y, yo + step, n - step, 2 * step);
  }

  @Override
  public void softmax(float[] x, int xo, int rows, int n, float[] z, int zo) {
    for (int row = 0; row < rows; row++) {
      int from = xo + row * n;
      int to = zo + row * n;
      exponentials(x, from, n, max(x, from, n, 1), z, to);
      float scale = 1 / sum(z, to, n, 1);
      for (int i = 0; i < n; i++) {
        z[to + i] *= scale;
      }
    }
  }

  private static void exponentials(float[] x, int xo, int n, float max, float[] z, int zo) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = Elementary.exp(x[xo + i] - max);
    }
  }
}
