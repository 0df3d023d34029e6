package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Lanes.FLOATS;
import static gradus.runtime.kernel.simd.Lanes.LANES;
import static gradus.runtime.kernel.simd.Lanes.all;
import static gradus.runtime.kernel.simd.Lanes.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// The loops of a softmax over a row. What is left over at the end of a row is masked: one
/// exponential takes as long as a vector of them.
final class SoftmaxLoops {

  private SoftmaxLoops() {}

  /// The largest number of a row; NaN is passed over, and which zero it is does not matter.
  static float max(float[] x, int at, int n) {
    FloatVector a = all(Float.NEGATIVE_INFINITY);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    int i = 0;
    // four, because each comparison waits for the one before
    for (; i <= n - 4 * LANES; i += 4 * LANES) {
      FloatVector e = load(x, at + i);
      FloatVector f = load(x, at + i + LANES);
      FloatVector g = load(x, at + i + 2 * LANES);
      FloatVector h = load(x, at + i + 3 * LANES);
      a = a.blend(e, e.compare(VectorOperators.GT, a));
      b = b.blend(f, f.compare(VectorOperators.GT, b));
      c = c.blend(g, g.compare(VectorOperators.GT, c));
      d = d.blend(h, h.compare(VectorOperators.GT, d));
    }
    for (; i < n; i += LANES) {
      VectorMask<Float> rest = FLOATS.indexInRange(i, n);
      FloatVector e = load(x, at + i, rest);
      a = a.blend(e, e.compare(VectorOperators.GT, a).and(rest));
    }
    return a.max(b).max(c.max(d)).reduceLanes(VectorOperators.MAX); // a maximum has no order
  }

  /// `z = e^(x − max)`, where `max` is the largest of the row.
  static void exponentials(float[] x, int xo, int n, float max, float[] z, int zo) {
    FloatVector most = all(max);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      ElementaryLanes.expUpTo0(load(x, xo + i).sub(most)).intoArray(z, zo + i);
    }
    if (i < n) {
      last(x, xo + i, n - i, max, z, zo + i);
    }
  }

  /// {@link #exponentials} in vectors of 16 lanes, and their sum as {@link SimdReductions} forms
  /// it.
  static float exponentials16(float[] x, int xo, int n, float max, float[] z, int zo) {
    FloatVector most = all(max);
    FloatVector sum = all(0f);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector e = ElementaryLanes.expUpTo0(load(x, xo + i).sub(most));
      e.intoArray(z, zo + i);
      sum = sum.add(e);
    }
    if (i < n) {
      last(x, xo + i, n - i, max, z, zo + i);
      sum = sum.add(load(z, zo + i, FLOATS.indexInRange(i, n)));
    }
    return SimdReductions.sumOfLanes16(sum);
  }

  private static void last(float[] x, int xo, int n, float max, float[] z, int zo) {
    VectorMask<Float> rest = FLOATS.indexInRange(0, n);
    ElementaryLanes.expUpTo0(load(x, xo, rest).sub(all(max))).intoArray(z, zo, rest);
  }
}
