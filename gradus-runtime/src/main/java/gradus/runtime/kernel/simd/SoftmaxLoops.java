package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Lanes.FLOATS;
import static gradus.runtime.kernel.simd.Lanes.LANES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// The loops of a softmax over a row. What is left over at the end of a row is masked: one
/// exponential takes as long as a vector of them.
final class SoftmaxLoops {

  private SoftmaxLoops() {}

  /// The largest number of a row; NaN is passed over, and which zero it is does not matter.
  static float max(float[] x, int at, int n) {
    FloatVector a = broadcast(FLOATS, Float.NEGATIVE_INFINITY);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    int i = 0;
    // four, because each comparison waits for the one before
    for (; i <= n - 4 * LANES; i += 4 * LANES) {
      FloatVector e = fromArray(FLOATS, x, at + i);
      FloatVector f = fromArray(FLOATS, x, at + i + LANES);
      FloatVector g = fromArray(FLOATS, x, at + i + 2 * LANES);
      FloatVector h = fromArray(FLOATS, x, at + i + 3 * LANES);
      a = a.blend(e, e.compare(VectorOperators.GT, a));
      b = b.blend(f, f.compare(VectorOperators.GT, b));
      c = c.blend(g, g.compare(VectorOperators.GT, c));
      d = d.blend(h, h.compare(VectorOperators.GT, d));
    }
    for (; i < n; i += LANES) {
      VectorMask<Float> rest = FLOATS.indexInRange(i, n);
      FloatVector e = fromArray(FLOATS, x, at + i, rest);
      a = a.blend(e, e.compare(VectorOperators.GT, a).and(rest));
    }
    return a.max(b).max(c.max(d)).reduceLanes(VectorOperators.MAX); // a maximum has no order
  }

  /// `z = e^(x − max)`, where `max` is the largest of the row.
  static void exponentials(float[] x, int xo, int n, float max, float[] z, int zo) {
    FloatVector most = broadcast(FLOATS, max);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      ElementaryLanes.expUpTo0(fromArray(FLOATS, x, xo + i).sub(most)).intoArray(z, zo + i);
    }
    if (i < n) {
      last(x, xo + i, n - i, max, z, zo + i);
    }
  }

  /// {@link #exponentials} in vectors of 16 lanes, and their sum as {@link SimdReductions} forms
  /// it.
  static float exponentials16(float[] x, int xo, int n, float max, float[] z, int zo) {
    FloatVector most = broadcast(FLOATS, max);
    FloatVector sum = broadcast(FLOATS, 0f);
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector e = ElementaryLanes.expUpTo0(fromArray(FLOATS, x, xo + i).sub(most));
      e.intoArray(z, zo + i);
      sum = sum.add(e);
    }
    if (i < n) {
      last(x, xo + i, n - i, max, z, zo + i);
      sum = sum.add(fromArray(FLOATS, z, zo + i, FLOATS.indexInRange(i, n)));
    }
    return SimdReductions.sumOfLanes16(sum);
  }

  private static void last(float[] x, int xo, int n, float max, float[] z, int zo) {
    VectorMask<Float> rest = FLOATS.indexInRange(0, n);
    ElementaryLanes.expUpTo0(fromArray(FLOATS, x, xo, rest).sub(broadcast(FLOATS, max)))
        .intoArray(z, zo, rest);
  }
}
