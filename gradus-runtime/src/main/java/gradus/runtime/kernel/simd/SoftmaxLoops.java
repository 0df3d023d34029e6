package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Lanes.FLOATS;
import static gradus.runtime.kernel.simd.Lanes.LANES;
import static gradus.runtime.kernel.simd.SimdReductions.EIGHT_ON;
import static gradus.runtime.kernel.simd.SimdReductions.FOUR_ON;
import static gradus.runtime.kernel.simd.SimdReductions.ONE_ON;
import static gradus.runtime.kernel.simd.SimdReductions.TWO_ON;
import static gradus.runtime.kernel.simd.SimdReductions.VIRTUAL_LANES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// The loops of a softmax over a row. What is left over at the end of a row is masked: one
/// exponential takes as long as a vector of them.
final class SoftmaxLoops {

  private static final long LOW = 0xFFFF_FFFFL;

  private SoftmaxLoops() {}

  /// The largest number of a row; NaN is passed over, and which zero it is does not matter.
  static float max(float[] x, int at, int n) {
    FloatVector lowest = broadcast(FLOATS, Float.NEGATIVE_INFINITY);
    FloatVector a = lowest;
    FloatVector b = lowest;
    FloatVector c = lowest;
    FloatVector d = lowest;
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
      FloatVector e = lowest.blend(fromArray(FLOATS, x, at + i, rest), rest);
      a = a.blend(e, e.compare(VectorOperators.GT, a));
    }
    return a.max(b).max(c.max(d)).reduceLanes(VectorOperators.MAX); // a maximum has no order
  }

  /// `z = e^(x − max)`, where `max` is the largest of the row, and on the way the largest of
  /// another row of `x`, as {@link #max} finds it: comparing costs nothing while exponentials are
  /// waited for.
  ///
  /// The exponential stands once in a loop here: compiled twice into one method, it would make an
  /// object of each vector of the second (decision 54).
  ///
  /// @param other where the other row begins
  /// @return the bits of the largest of the other row, and before them those of the sum of `z` as
  ///   {@link SimdReductions} forms it where a vector has all lanes of a sum, and elsewhere 0
  static long exponentials(float[] x, int xo, int n, float max, float[] z, int zo, int other) {
    FloatVector most = broadcast(FLOATS, max);
    FloatVector zero = broadcast(FLOATS, 0f);
    FloatVector lowest = broadcast(FLOATS, Float.NEGATIVE_INFINITY);
    FloatVector sum = zero;
    FloatVector next = lowest;
    for (int i = 0; i < n; i += LANES) {
      boolean isWhole = i <= n - LANES;
      FloatVector v;
      FloatVector w;
      if (isWhole) {
        v = fromArray(FLOATS, x, xo + i);
        w = fromArray(FLOATS, x, other + i);
      } else {
        VectorMask<Float> rest = FLOATS.indexInRange(i, n);
        v = fromArray(FLOATS, x, xo + i, rest);
        w = lowest.blend(fromArray(FLOATS, x, other + i, rest), rest);
      }
      next = next.blend(w, w.compare(VectorOperators.GT, next));
      FloatVector e = ElementaryLanes.expUpTo0(v.sub(most));
      if (isWhole) {
        e.intoArray(z, zo + i);
      } else {
        VectorMask<Float> rest = FLOATS.indexInRange(i, n);
        e.intoArray(z, zo + i, rest);
        e = zero.blend(e, rest);
      }
      // no addition under a mask: seldom called, it may have no profile of types yet, and C2 then
      // makes an object of each sum
      sum = sum.add(e);
    }
    long largest = Float.floatToRawIntBits(next.reduceLanes(VectorOperators.MAX)) & LOW;
    if (LANES < VIRTUAL_LANES) {
      return largest;
    }
    // not by the method for it: that one is not inlined into what has become so large
    sum = sum.add(sum.rearrange(EIGHT_ON));
    sum = sum.add(sum.rearrange(FOUR_ON));
    sum = sum.add(sum.rearrange(TWO_ON));
    float all = sum.add(sum.rearrange(ONE_ON)).lane(0);
    return (long) Float.floatToRawIntBits(all) << 32 | largest;
  }
}
