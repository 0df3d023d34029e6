package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Lanes.FLOATS;
import static gradus.runtime.kernel.simd.Lanes.LANES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

/// The loops of {@link SimdMaps} over two operands, of which one may be a single number.
final class BinaryLoops {

  private BinaryLoops() {}

  static void add(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      fromArray(FLOATS, x, xo + i).add(fromArray(FLOATS, y, yo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] + y[yo + i];
    }
  }

  static void add(float[] x, int xo, float y, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      fromArray(FLOATS, x, xo + i).add(broadcast(FLOATS, y)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] + y;
    }
  }

  static void subtract(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      fromArray(FLOATS, x, xo + i).sub(fromArray(FLOATS, y, yo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] - y[yo + i];
    }
  }

  static void subtract(float[] x, int xo, float y, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      fromArray(FLOATS, x, xo + i).sub(broadcast(FLOATS, y)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] - y;
    }
  }

  static void subtract(float x, float[] y, int yo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      broadcast(FLOATS, x).sub(fromArray(FLOATS, y, yo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x - y[yo + i];
    }
  }

  static void multiply(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      fromArray(FLOATS, x, xo + i).mul(fromArray(FLOATS, y, yo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] * y[yo + i];
    }
  }

  static void multiply(float[] x, int xo, float y, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      fromArray(FLOATS, x, xo + i).mul(broadcast(FLOATS, y)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] * y;
    }
  }

  static void divide(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      fromArray(FLOATS, x, xo + i).div(fromArray(FLOATS, y, yo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] / y[yo + i];
    }
  }

  static void divide(float[] x, int xo, float y, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      fromArray(FLOATS, x, xo + i).div(broadcast(FLOATS, y)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] / y;
    }
  }

  static void divide(float x, float[] y, int yo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      broadcast(FLOATS, x).div(fromArray(FLOATS, y, yo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x / y[yo + i];
    }
  }

  static void min(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      fromArray(FLOATS, x, xo + i).min(fromArray(FLOATS, y, yo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = Math.min(x[xo + i], y[yo + i]);
    }
  }

  static void min(float[] x, int xo, float y, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      fromArray(FLOATS, x, xo + i).min(broadcast(FLOATS, y)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = Math.min(x[xo + i], y);
    }
  }

  static void max(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      fromArray(FLOATS, x, xo + i).max(fromArray(FLOATS, y, yo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = Math.max(x[xo + i], y[yo + i]);
    }
  }

  static void max(float[] x, int xo, float y, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      fromArray(FLOATS, x, xo + i).max(broadcast(FLOATS, y)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = Math.max(x[xo + i], y);
    }
  }
}
