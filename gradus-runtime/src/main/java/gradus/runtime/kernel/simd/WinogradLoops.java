package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Lanes.LANES;
import static gradus.runtime.kernel.simd.Lanes.all;
import static gradus.runtime.kernel.simd.Lanes.load;

import jdk.incubator.vector.FloatVector;

/// The transforms of {@link gradus.runtime.kernel.Winograd} by vectors, whose lanes are channels.
final class WinogradLoops {

  private static final float SIXTH = 1f / 6;
  private static final float TWELFTH = 1f / 12;
  private static final float TWENTY_FOURTH = 1f / 24;

  private WinogradLoops() {}

  /// `Bᵀ d` of `count` lines of six: line `n` has its elements at `x[from + n · next + i · step]`,
  /// and its results go to `z[to + n · toNext + i · toStep]`, a vector each.
  static void source(
      float[] x,
      int from,
      int next,
      int step,
      int count,
      float[] z,
      int to,
      int toNext,
      int toStep) {
    FloatVector four = all(4);
    FloatVector minusFour = all(-4);
    FloatVector minusFive = all(-5);
    FloatVector two = all(2);
    FloatVector minusTwo = all(-2);
    for (int n = 0; n < count; n++) {
      int at = from + n * next;
      FloatVector d0 = load(x, at);
      FloatVector d1 = load(x, at + step);
      FloatVector d2 = load(x, at + 2 * step);
      FloatVector d3 = load(x, at + 3 * step);
      FloatVector d4 = load(x, at + 4 * step);
      FloatVector d5 = load(x, at + 5 * step);
      FloatVector p = minusFour.fma(d2, d4);
      FloatVector q = minusFour.fma(d1, d3);
      FloatVector r = d4.sub(d2);
      FloatVector s = d3.sub(d1);
      int place = to + n * toNext;
      four.fma(d0, minusFive.fma(d2, d4)).intoArray(z, place);
      p.add(q).intoArray(z, place + toStep);
      p.sub(q).intoArray(z, place + 2 * toStep);
      two.fma(s, r).intoArray(z, place + 3 * toStep);
      minusTwo.fma(s, r).intoArray(z, place + 4 * toStep);
      four.fma(d1, minusFive.fma(d3, d5)).intoArray(z, place + 5 * toStep);
    }
  }

  /// `G g` of `count` lines of three, laid out as in {@link #source}.
  static void weights(
      float[] x,
      int from,
      int next,
      int step,
      int count,
      float[] z,
      int to,
      int toNext,
      int toStep) {
    for (int n = 0; n < count; n++) {
      int at = from + n * next;
      FloatVector g0 = load(x, at);
      FloatVector g1 = load(x, at + step);
      FloatVector g2 = load(x, at + 2 * step);
      FloatVector t = g0.add(g2).mul(-SIXTH);
      FloatVector u = g0.fma(all(TWENTY_FOURTH), g2.mul(SIXTH));
      int place = to + n * toNext;
      g0.mul(0.25f).intoArray(z, place);
      g1.fma(all(-SIXTH), t).intoArray(z, place + toStep);
      g1.fma(all(SIXTH), t).intoArray(z, place + 2 * toStep);
      g1.fma(all(TWELFTH), u).intoArray(z, place + 3 * toStep);
      g1.fma(all(-TWELFTH), u).intoArray(z, place + 4 * toStep);
      g2.intoArray(z, place + 5 * toStep);
    }
  }

  /// `Aᵀ m` of `count` lines of six, laid out as in {@link #source}.
  static void results(
      float[] x,
      int from,
      int next,
      int step,
      int count,
      float[] z,
      int to,
      int toNext,
      int toStep) {
    FloatVector two = all(2);
    FloatVector four = all(4);
    FloatVector eight = all(8);
    for (int n = 0; n < count; n++) {
      int at = from + n * next;
      FloatVector m0 = load(x, at);
      FloatVector m1 = load(x, at + step);
      FloatVector m2 = load(x, at + 2 * step);
      FloatVector m3 = load(x, at + 3 * step);
      FloatVector m4 = load(x, at + 4 * step);
      FloatVector m5 = load(x, at + 5 * step);
      FloatVector s = m1.add(m2);
      FloatVector d = m1.sub(m2);
      FloatVector p = m3.add(m4);
      FloatVector q = m3.sub(m4);
      int place = to + n * toNext;
      m0.add(s).add(p).intoArray(z, place);
      two.fma(q, d).intoArray(z, place + toStep);
      four.fma(p, s).intoArray(z, place + 2 * toStep);
      eight.fma(q, d).add(m5).intoArray(z, place + 3 * toStep);
    }
  }

  /// `A y` of `count` lines of four, laid out as in {@link #source}.
  static void cotangents(
      float[] x,
      int from,
      int next,
      int step,
      int count,
      float[] z,
      int to,
      int toNext,
      int toStep) {
    FloatVector four = all(4);
    FloatVector eight = all(8);
    for (int n = 0; n < count; n++) {
      int at = from + n * next;
      FloatVector y0 = load(x, at);
      FloatVector y1 = load(x, at + step);
      FloatVector y2 = load(x, at + 2 * step);
      FloatVector y3 = load(x, at + 3 * step);
      FloatVector e = y0.add(y2);
      FloatVector o = y1.add(y3);
      FloatVector p = four.fma(y2, y0);
      FloatVector q = eight.fma(y3, y1.add(y1));
      int place = to + n * toNext;
      y0.intoArray(z, place);
      e.add(o).intoArray(z, place + toStep);
      e.sub(o).intoArray(z, place + 2 * toStep);
      p.add(q).intoArray(z, place + 3 * toStep);
      p.sub(q).intoArray(z, place + 4 * toStep);
      y3.intoArray(z, place + 5 * toStep);
    }
  }

  /// `Gᵀ m` of `count` lines of six, laid out as in {@link #source}.
  static void weightSums(
      float[] x,
      int from,
      int next,
      int step,
      int count,
      float[] z,
      int to,
      int toNext,
      int toStep) {
    for (int n = 0; n < count; n++) {
      int at = from + n * next;
      FloatVector m1 = load(x, at + step);
      FloatVector m2 = load(x, at + 2 * step);
      FloatVector m3 = load(x, at + 3 * step);
      FloatVector m4 = load(x, at + 4 * step);
      FloatVector s = m1.add(m2).mul(-SIXTH);
      FloatVector p = m3.add(m4);
      FloatVector d = m2.sub(m1).mul(SIXTH);
      int place = to + n * toNext;
      load(x, at).fma(all(0.25f), p.fma(all(TWENTY_FOURTH), s)).intoArray(z, place);
      m3.sub(m4).fma(all(TWELFTH), d).intoArray(z, place + toStep);
      p.fma(all(SIXTH), s).add(load(x, at + 5 * step)).intoArray(z, place + 2 * toStep);
    }
  }

  /// Zeroes `count` floats, a multiple of a vector's length.
  static void clear(float[] z, int at, int count) {
    FloatVector zero = FloatVector.zero(Lanes.FLOATS);
    for (int i = 0; i < count; i += LANES) {
      zero.intoArray(z, at + i);
    }
  }
}
