package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Lanes.FLOATS;
import static gradus.runtime.kernel.simd.Lanes.LANES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import gradus.runtime.kernel.ReductionOp;
import gradus.runtime.kernel.Reductions;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/// Reductions in lanes: the 16 lanes of a row's sum fill one, two or four vectors, and columns lie
/// side by side.
public final class SimdReductions implements Reductions {

  static final int VIRTUAL_LANES = 16;
  static final VectorShuffle<Float> EIGHT_ON = turned(8);
  static final VectorShuffle<Float> FOUR_ON = turned(4);
  static final VectorShuffle<Float> TWO_ON = turned(2);
  static final VectorShuffle<Float> ONE_ON = turned(1);

  private static VectorShuffle<Float> turned(int by) {
    return VectorShuffle.iota(FLOATS, by % LANES, 1, true);
  }

  @Override
  public void reduce(
      ReductionOp op, float[] x, int xo, int n, int inner, float[] z, int zo, int from, int to) {
    if (inner == 1) {
      for (int i = from; i < to; i++) {
        z[zo + i] = row(op, x, xo + i * n, n);
      }
      return;
    }
    int i = from;
    while (i < to) {
      int column = i % inner;
      int m = Math.min(inner - column, to - i);
      columns(op, x, xo + (i - column) * n + column, n, inner, z, zo + i, m);
      i += m;
    }
  }

  private static float row(ReductionOp op, float[] x, int at, int n) {
    return switch (op) {
      case SUM -> sum(x, at, n);
      case PROD -> product(x, at, n);
      case MAX -> max(x, at, n);
      case MIN -> min(x, at, n);
    };
  }

  // The 16 virtual lanes fill one, two or four vectors, and are added in the same tree. The bodies
  // are
  // written out: a vector that is handed to a method which C2 does not inline becomes an object.

  /// The sum of `n` neighbours, as {@link Reductions} orders it.
  static float sum(float[] x, int at, int n) {
    return switch (LANES) {
      case 16 -> sum16(x, at, n);
      case 8 -> sum8(x, at, n);
      default -> sum4(x, at, n);
    };
  }

  /// The sum of 16 lanes, by the tree; so small that C2 always inlines it.
  static float sumOfLanes16(FloatVector a) {
    FloatVector sum = a.add(a.rearrange(EIGHT_ON));
    sum = sum.add(sum.rearrange(FOUR_ON));
    sum = sum.add(sum.rearrange(TWO_ON));
    return sum.add(sum.rearrange(ONE_ON)).lane(0);
  }

  private static float sum16(float[] x, int at, int n) {
    FloatVector a = broadcast(FLOATS, 0f);
    int i = 0;
    for (; i <= n - VIRTUAL_LANES; i += VIRTUAL_LANES) {
      a = a.add(fromArray(FLOATS, x, at + i));
    }
    if (i < n) {
      VectorMask<Float> rest = FLOATS.indexInRange(i, n);
      a = a.add(fromArray(FLOATS, x, at + i, rest));
    }
    return sumOfLanes16(a);
  }

  private static float sum8(float[] x, int at, int n) {
    FloatVector a = broadcast(FLOATS, 0f);
    FloatVector b = broadcast(FLOATS, 0f);
    int i = 0;
    for (; i <= n - VIRTUAL_LANES; i += VIRTUAL_LANES) {
      a = a.add(fromArray(FLOATS, x, at + i));
      b = b.add(fromArray(FLOATS, x, at + i + 8));
    }
    if (i < n) {
      VectorMask<Float> rest = FLOATS.indexInRange(i, n);
      a = a.add(fromArray(FLOATS, x, at + i, rest));
    }
    if (i + 8 < n) {
      VectorMask<Float> rest = FLOATS.indexInRange(i + 8, n);
      b = b.add(fromArray(FLOATS, x, at + i + 8, rest));
    }
    FloatVector sum = a.add(b);
    sum = sum.add(sum.rearrange(FOUR_ON));
    sum = sum.add(sum.rearrange(TWO_ON));
    return sum.add(sum.rearrange(ONE_ON)).lane(0);
  }

  private static float sum4(float[] x, int at, int n) {
    FloatVector a = broadcast(FLOATS, 0f);
    FloatVector b = broadcast(FLOATS, 0f);
    FloatVector c = broadcast(FLOATS, 0f);
    FloatVector d = broadcast(FLOATS, 0f);
    int i = 0;
    for (; i <= n - VIRTUAL_LANES; i += VIRTUAL_LANES) {
      a = a.add(fromArray(FLOATS, x, at + i));
      b = b.add(fromArray(FLOATS, x, at + i + 8));
      c = c.add(fromArray(FLOATS, x, at + i + 4));
      d = d.add(fromArray(FLOATS, x, at + i + 12));
    }
    if (i < n) {
      VectorMask<Float> rest = FLOATS.indexInRange(i, n);
      a = a.add(fromArray(FLOATS, x, at + i, rest));
    }
    if (i + 4 < n) {
      VectorMask<Float> rest = FLOATS.indexInRange(i + 4, n);
      c = c.add(fromArray(FLOATS, x, at + i + 4, rest));
    }
    if (i + 8 < n) {
      VectorMask<Float> rest = FLOATS.indexInRange(i + 8, n);
      b = b.add(fromArray(FLOATS, x, at + i + 8, rest));
    }
    if (i + 12 < n) {
      VectorMask<Float> rest = FLOATS.indexInRange(i + 12, n);
      d = d.add(fromArray(FLOATS, x, at + i + 12, rest));
    }
    FloatVector sum = a.add(b).add(c.add(d));
    sum = sum.add(sum.rearrange(TWO_ON));
    return sum.add(sum.rearrange(ONE_ON)).lane(0);
  }

  private static float product(float[] x, int at, int n) {
    float product = 1;
    for (int i = 0; i < n; i++) {
      product *= x[at + i];
    }
    return product;
  }

  private static float max(float[] x, int at, int n) {
    FloatVector max = broadcast(FLOATS, Float.NEGATIVE_INFINITY);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      max = max.max(fromArray(FLOATS, x, at + i));
    }
    float result = max.reduceLanes(VectorOperators.MAX); // a maximum has no order
    for (; i < n; i++) {
      result = Math.max(result, x[at + i]);
    }
    return result;
  }

  private static float min(float[] x, int at, int n) {
    FloatVector min = broadcast(FLOATS, Float.POSITIVE_INFINITY);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      min = min.min(fromArray(FLOATS, x, at + i));
    }
    float result = min.reduceLanes(VectorOperators.MIN);
    for (; i < n; i++) {
      result = Math.min(result, x[at + i]);
    }
    return result;
  }

  /// `m` neighbouring columns of `n` numbers each, `step` apart.
  private static void columns(
      ReductionOp op, float[] x, int at, int n, int step, float[] z, int to, int m) {
    for (int j = 0; j < m; j += LANES) {
      switch (op) {
        case SUM -> sumColumns(x, at + j, n, step, z, to + j, m - j);
        case PROD -> multiplyColumns(x, at + j, n, step, z, to + j, m - j);
        case MAX -> maxColumns(x, at + j, n, step, z, to + j, m - j);
        case MIN -> minColumns(x, at + j, n, step, z, to + j, m - j);
      }
    }
  }

  private static void sumColumns(float[] x, int at, int n, int step, float[] z, int to, int m) {
    VectorMask<Float> mask = FLOATS.indexInRange(0, m);
    FloatVector sum = broadcast(FLOATS, 0f);
    for (int i = 0; i < n; i++) {
      sum = sum.add(fromArray(FLOATS, x, at + i * step, mask));
    }
    sum.intoArray(z, to, mask);
  }

  private static void multiplyColumns(
      float[] x, int at, int n, int step, float[] z, int to, int m) {
    VectorMask<Float> mask = FLOATS.indexInRange(0, m);
    FloatVector product = broadcast(FLOATS, 1f);
    for (int i = 0; i < n; i++) {
      product = product.mul(fromArray(FLOATS, x, at + i * step, mask));
    }
    product.intoArray(z, to, mask);
  }

  private static void maxColumns(float[] x, int at, int n, int step, float[] z, int to, int m) {
    VectorMask<Float> mask = FLOATS.indexInRange(0, m);
    FloatVector max = broadcast(FLOATS, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < n; i++) {
      max = max.max(fromArray(FLOATS, x, at + i * step, mask));
    }
    max.intoArray(z, to, mask);
  }

  private static void minColumns(float[] x, int at, int n, int step, float[] z, int to, int m) {
    VectorMask<Float> mask = FLOATS.indexInRange(0, m);
    FloatVector min = broadcast(FLOATS, Float.POSITIVE_INFINITY);
    for (int i = 0; i < n; i++) {
      min = min.min(fromArray(FLOATS, x, at + i * step, mask));
    }
    min.intoArray(z, to, mask);
  }

  @Override
  public void softmax(float[] x, int xo, int rows, int n, float[] z, int zo) {
    float max = rows == 0 ? 0 : SoftmaxLoops.max(x, xo, n);
    for (int row = 0; row < rows; row++) {
      int to = zo + row * n;
      int from = xo + row * n;
      int next = row + 1 < rows ? from + n : from;
      long sumAndNext = SoftmaxLoops.exponentials(x, from, n, max, z, to, next);
      float sum = Float.intBitsToFloat((int) (sumAndNext >> 32));
      scale(z, to, n, 1 / (LANES == VIRTUAL_LANES ? sum : sum(z, to, n)));
      max = Float.intBitsToFloat((int) sumAndNext);
    }
  }

  private static void scale(float[] z, int zo, int n, float by) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      fromArray(FLOATS, z, zo + i).mul(by).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] *= by;
    }
  }

  @Override
  public void sumsOfProducts(
      float[] x, int xo, float[] y, int yo, int rows, int n, float[] z, int zo) {
    for (int row = 0; row < rows; row++) {
      z[zo + row] = dot(x, xo + row * n, y, yo + row * n, n);
    }
  }

  private static float dot(float[] x, int xo, float[] y, int yo, int n) {
    return switch (LANES) {
      case 16 -> dot16(x, xo, y, yo, n);
      case 8 -> dot8(x, xo, y, yo, n);
      default -> dot4(x, xo, y, yo, n);
    };
  }

  private static float dot16(float[] x, int xo, float[] y, int yo, int n) {
    FloatVector a = broadcast(FLOATS, 0f);
    int i = 0;
    for (; i <= n - VIRTUAL_LANES; i += VIRTUAL_LANES) {
      a = a.add(fromArray(FLOATS, x, xo + i).mul(fromArray(FLOATS, y, yo + i)));
    }
    if (i < n) {
      VectorMask<Float> rest = FLOATS.indexInRange(i, n);
      a = a.add(fromArray(FLOATS, x, xo + i, rest).mul(fromArray(FLOATS, y, yo + i, rest)));
    }
    return sumOfLanes16(a);
  }

  private static float dot8(float[] x, int xo, float[] y, int yo, int n) {
    FloatVector a = broadcast(FLOATS, 0f);
    FloatVector b = broadcast(FLOATS, 0f);
    int i = 0;
    for (; i <= n - VIRTUAL_LANES; i += VIRTUAL_LANES) {
      a = a.add(fromArray(FLOATS, x, xo + i).mul(fromArray(FLOATS, y, yo + i)));
      b = b.add(fromArray(FLOATS, x, xo + i + 8).mul(fromArray(FLOATS, y, yo + i + 8)));
    }
    if (i < n) {
      VectorMask<Float> rest = FLOATS.indexInRange(i, n);
      a = a.add(fromArray(FLOATS, x, xo + i, rest).mul(fromArray(FLOATS, y, yo + i, rest)));
    }
    if (i + 8 < n) {
      VectorMask<Float> rest = FLOATS.indexInRange(i + 8, n);
      b = b.add(fromArray(FLOATS, x, xo + i + 8, rest).mul(fromArray(FLOATS, y, yo + i + 8, rest)));
    }
    FloatVector sum = a.add(b);
    sum = sum.add(sum.rearrange(FOUR_ON));
    sum = sum.add(sum.rearrange(TWO_ON));
    return sum.add(sum.rearrange(ONE_ON)).lane(0);
  }

  private static float dot4(float[] x, int xo, float[] y, int yo, int n) {
    FloatVector a = broadcast(FLOATS, 0f);
    FloatVector b = broadcast(FLOATS, 0f);
    FloatVector c = broadcast(FLOATS, 0f);
    FloatVector d = broadcast(FLOATS, 0f);
    int i = 0;
    for (; i <= n - VIRTUAL_LANES; i += VIRTUAL_LANES) {
      a = a.add(fromArray(FLOATS, x, xo + i).mul(fromArray(FLOATS, y, yo + i)));
      b = b.add(fromArray(FLOATS, x, xo + i + 8).mul(fromArray(FLOATS, y, yo + i + 8)));
      c = c.add(fromArray(FLOATS, x, xo + i + 4).mul(fromArray(FLOATS, y, yo + i + 4)));
      d = d.add(fromArray(FLOATS, x, xo + i + 12).mul(fromArray(FLOATS, y, yo + i + 12)));
    }
    if (i < n) {
      VectorMask<Float> rest = FLOATS.indexInRange(i, n);
      a = a.add(fromArray(FLOATS, x, xo + i, rest).mul(fromArray(FLOATS, y, yo + i, rest)));
    }
    if (i + 4 < n) {
      VectorMask<Float> rest = FLOATS.indexInRange(i + 4, n);
      c = c.add(fromArray(FLOATS, x, xo + i + 4, rest).mul(fromArray(FLOATS, y, yo + i + 4, rest)));
    }
    if (i + 8 < n) {
      VectorMask<Float> rest = FLOATS.indexInRange(i + 8, n);
      b = b.add(fromArray(FLOATS, x, xo + i + 8, rest).mul(fromArray(FLOATS, y, yo + i + 8, rest)));
    }
    if (i + 12 < n) {
      VectorMask<Float> rest = FLOATS.indexInRange(i + 12, n);
      d =
          d.add(
              fromArray(FLOATS, x, xo + i + 12, rest).mul(fromArray(FLOATS, y, yo + i + 12, rest)));
    }
    FloatVector sum = a.add(b).add(c.add(d));
    sum = sum.add(sum.rearrange(TWO_ON));
    return sum.add(sum.rearrange(ONE_ON)).lane(0);
  }
}
