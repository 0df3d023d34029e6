package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Lanes.FLOATS;
import static gradus.runtime.kernel.simd.Lanes.LANES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import gradus.runtime.kernel.Elementary;
import jdk.incubator.vector.FloatVector;

/// The loops of {@link SimdMaps} over one operand, each in a method of its own: whole vectors, then
/// the rest one by one.
final class UnaryLoops {

  private UnaryLoops() {}

  static void negate(float[] x, int xo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      fromArray(FLOATS, x, xo + i).neg().intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = -x[xo + i];
    }
  }

  static void abs(float[] x, int xo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      fromArray(FLOATS, x, xo + i).abs().intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = Math.abs(x[xo + i]);
    }
  }

  static void sign(float[] x, int xo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      ElementaryLanes.sign(fromArray(FLOATS, x, xo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = Elementary.sign(x[xo + i]);
    }
  }

  static void exp(float[] x, int xo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      ElementaryLanes.exp(fromArray(FLOATS, x, xo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = Elementary.exp(x[xo + i]);
    }
  }

  static void expm1(float[] x, int xo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      ElementaryLanes.expm1(fromArray(FLOATS, x, xo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = Elementary.expm1(x[xo + i]);
    }
  }

  static void log(float[] x, int xo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      ElementaryLanes.log(fromArray(FLOATS, x, xo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = Elementary.log(x[xo + i]);
    }
  }

  static void log1p(float[] x, int xo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      ElementaryLanes.log1p(fromArray(FLOATS, x, xo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = Elementary.log1p(x[xo + i]);
    }
  }

  static void sqrt(float[] x, int xo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      fromArray(FLOATS, x, xo + i).sqrt().intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = (float) Math.sqrt(x[xo + i]);
    }
  }

  static void reciprocal(float[] x, int xo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      broadcast(FLOATS, 1f).div(fromArray(FLOATS, x, xo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = 1 / x[xo + i];
    }
  }

  static void floor(float[] x, int xo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      ElementaryLanes.floor(fromArray(FLOATS, x, xo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = Elementary.floor(x[xo + i]);
    }
  }

  static void atan(float[] x, int xo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      ElementaryLanes.atan(fromArray(FLOATS, x, xo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = Elementary.atan(x[xo + i]);
    }
  }

  static void erf(float[] x, int xo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector v = fromArray(FLOATS, x, xo + i);
      FloatVector far = ElementaryLanes.erfFar(v);
      ElementaryLanes.erfNear0(v).blend(far, ElementaryLanes.isFar(v)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = Elementary.erf(x[xo + i]);
    }
  }

  static void sigmoid(float[] x, int xo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      ElementaryLanes.sigmoid(fromArray(FLOATS, x, xo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = Elementary.sigmoid(x[xo + i]);
    }
  }

  static void tanh(float[] x, int xo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      ElementaryLanes.tanh(fromArray(FLOATS, x, xo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = Elementary.tanh(x[xo + i]);
    }
  }

  static void softplus(float[] x, int xo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      ElementaryLanes.softplus(fromArray(FLOATS, x, xo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = Elementary.softplus(x[xo + i]);
    }
  }

  static void relu(float[] x, int xo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      ElementaryLanes.relu(fromArray(FLOATS, x, xo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = Elementary.relu(x[xo + i]);
    }
  }

  static void sin(float[] x, int xo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector v = fromArray(FLOATS, x, xo + i);
      if (ElementaryLanes.reducible(v)) {
        ElementaryLanes.sin(v).intoArray(z, zo + i);
      } else {
        sinOneByOne(x, xo, z, zo, i, i + LANES);
      }
    }
    sinOneByOne(x, xo, z, zo, i, n);
  }

  private static void sinOneByOne(float[] x, int xo, float[] z, int zo, int from, int to) {
    for (int i = from; i < to; i++) {
      z[zo + i] = Elementary.sin(x[xo + i]);
    }
  }

  static void cos(float[] x, int xo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      FloatVector v = fromArray(FLOATS, x, xo + i);
      if (ElementaryLanes.reducible(v)) {
        ElementaryLanes.cos(v).intoArray(z, zo + i);
      } else {
        cosOneByOne(x, xo, z, zo, i, i + LANES);
      }
    }
    cosOneByOne(x, xo, z, zo, i, n);
  }

  private static void cosOneByOne(float[] x, int xo, float[] z, int zo, int from, int to) {
    for (int i = from; i < to; i++) {
      z[zo + i] = Elementary.cos(x[xo + i]);
    }
  }
}
