package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Lanes.FLOATS;
import static gradus.runtime.kernel.simd.Lanes.LANES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/// The transforms of {@link gradus.runtime.kernel.Fourier} by vectors, whose lanes are channels.
/// Element `n` of a sequence lies at `x[at + n · ELEMENT]`, its imaginary part a vector behind.
///
/// The products are written out: as a method, C2 called one of them now and then instead of
/// inlining it, with an object for each vector, and a transform took four times as long.
final class FourierLoops {

  /// Floats of a complex number in each lane.
  static final int ELEMENT = 2 * LANES;

  private FourierLoops() {}

  /// Transforms `length` elements in place.
  static void forward(float[] x, int at, int length, float[] powers) {
    for (int s = length / 4; s > 0; s /= 4) {
      int turn = length / (4 * s);
      for (int block = 0; block < length; block += 4 * s) {
        forwardBlock(x, at + block * ELEMENT, s, turn, powers);
      }
    }
  }

  private static void forwardBlock(float[] x, int at, int s, int turn, float[] powers) {
    int step = s * ELEMENT;
    for (int j = 0; j < s; j++) {
      int a = at + j * ELEMENT;
      int b = a + step;
      int c = b + step;
      int d = c + step;
      int w = 2 * j * turn;
      FloatVector u1 = broadcast(FLOATS, powers[w]);
      FloatVector v1 = broadcast(FLOATS, powers[w + 1]);
      FloatVector u2 = broadcast(FLOATS, powers[2 * w]);
      FloatVector v2 = broadcast(FLOATS, powers[2 * w + 1]);
      FloatVector u3 = broadcast(FLOATS, powers[3 * w]);
      FloatVector v3 = broadcast(FLOATS, powers[3 * w + 1]);
      FloatVector aRe = fromArray(FLOATS, x, a);
      FloatVector aIm = fromArray(FLOATS, x, a + LANES);
      FloatVector bRe = fromArray(FLOATS, x, b);
      FloatVector bIm = fromArray(FLOATS, x, b + LANES);
      FloatVector cRe = fromArray(FLOATS, x, c);
      FloatVector cIm = fromArray(FLOATS, x, c + LANES);
      FloatVector dRe = fromArray(FLOATS, x, d);
      FloatVector dIm = fromArray(FLOATS, x, d + LANES);
      FloatVector t0Re = aRe.add(cRe);
      FloatVector t0Im = aIm.add(cIm);
      FloatVector t1Re = aRe.sub(cRe);
      FloatVector t1Im = aIm.sub(cIm);
      FloatVector t2Re = bRe.add(dRe);
      FloatVector t2Im = bIm.add(dIm);
      FloatVector t3Re = bRe.sub(dRe);
      FloatVector t3Im = bIm.sub(dIm);
      t0Re.add(t2Re).intoArray(x, a);
      t0Im.add(t2Im).intoArray(x, a + LANES);
      FloatVector yRe = t1Re.add(t3Im);
      FloatVector yIm = t1Im.sub(t3Re);
      u1.fma(yRe, v1.mul(yIm).neg()).intoArray(x, b);
      u1.fma(yIm, v1.mul(yRe)).intoArray(x, b + LANES);
      yRe = t0Re.sub(t2Re);
      yIm = t0Im.sub(t2Im);
      u2.fma(yRe, v2.mul(yIm).neg()).intoArray(x, c);
      u2.fma(yIm, v2.mul(yRe)).intoArray(x, c + LANES);
      yRe = t1Re.sub(t3Im);
      yIm = t1Im.add(t3Re);
      u3.fma(yRe, v3.mul(yIm).neg()).intoArray(x, d);
      u3.fma(yIm, v3.mul(yRe)).intoArray(x, d + LANES);
    }
  }

  /// Transforms `length` elements back, in place; the result is `length` times too large.
  static void back(float[] x, int at, int length, float[] powers) {
    for (int s = 1; s < length; s *= 4) {
      int turn = length / (4 * s);
      for (int block = 0; block < length; block += 4 * s) {
        backBlock(x, at + block * ELEMENT, s, turn, powers);
      }
    }
  }

  private static void backBlock(float[] x, int at, int s, int turn, float[] powers) {
    int step = s * ELEMENT;
    for (int j = 0; j < s; j++) {
      int a = at + j * ELEMENT;
      int b = a + step;
      int c = b + step;
      int d = c + step;
      int w = 2 * j * turn;
      FloatVector u1 = broadcast(FLOATS, powers[w]);
      FloatVector v1 = broadcast(FLOATS, powers[w + 1]);
      FloatVector u2 = broadcast(FLOATS, powers[2 * w]);
      FloatVector v2 = broadcast(FLOATS, powers[2 * w + 1]);
      FloatVector u3 = broadcast(FLOATS, powers[3 * w]);
      FloatVector v3 = broadcast(FLOATS, powers[3 * w + 1]);
      FloatVector aRe = fromArray(FLOATS, x, a);
      FloatVector aIm = fromArray(FLOATS, x, a + LANES);
      FloatVector bRe = fromArray(FLOATS, x, b);
      FloatVector bIm = fromArray(FLOATS, x, b + LANES);
      FloatVector cRe = fromArray(FLOATS, x, c);
      FloatVector cIm = fromArray(FLOATS, x, c + LANES);
      FloatVector dRe = fromArray(FLOATS, x, d);
      FloatVector dIm = fromArray(FLOATS, x, d + LANES);
      FloatVector bwRe = u1.fma(bRe, v1.mul(bIm));
      FloatVector bwIm = u1.fma(bIm, v1.mul(bRe).neg());
      FloatVector cwRe = u2.fma(cRe, v2.mul(cIm));
      FloatVector cwIm = u2.fma(cIm, v2.mul(cRe).neg());
      FloatVector dwRe = u3.fma(dRe, v3.mul(dIm));
      FloatVector dwIm = u3.fma(dIm, v3.mul(dRe).neg());
      FloatVector t0Re = aRe.add(cwRe);
      FloatVector t0Im = aIm.add(cwIm);
      FloatVector t1Re = aRe.sub(cwRe);
      FloatVector t1Im = aIm.sub(cwIm);
      FloatVector t2Re = bwRe.add(dwRe);
      FloatVector t2Im = bwIm.add(dwIm);
      FloatVector t3Re = bwRe.sub(dwRe);
      FloatVector t3Im = bwIm.sub(dwIm);
      t0Re.add(t2Re).intoArray(x, a);
      t0Im.add(t2Im).intoArray(x, a + LANES);
      t1Re.sub(t3Im).intoArray(x, b);
      t1Im.add(t3Re).intoArray(x, b + LANES);
      t0Re.sub(t2Re).intoArray(x, c);
      t0Im.sub(t2Im).intoArray(x, c + LANES);
      t1Re.add(t3Im).intoArray(x, d);
      t1Im.sub(t3Re).intoArray(x, d + LANES);
    }
  }
}
