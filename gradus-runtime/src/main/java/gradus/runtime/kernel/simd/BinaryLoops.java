package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Lanes.LANES;
import static gradus.runtime.kernel.simd.Lanes.all;
import static gradus.runtime.kernel.simd.Lanes.load;

/// The loops of {@link SimdMaps} over two operands, of which one may be a single number.
final class BinaryLoops {

  private BinaryLoops() {}

  static void add(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      load(x, xo + i).add(load(y, yo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] + y[yo + i];
    }
  }

  static void add(float[] x, int xo, float y, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      load(x, xo + i).add(all(y)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] + y;
    }
  }

  static void subtract(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      load(x, xo + i).sub(load(y, yo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] - y[yo + i];
    }
  }

  static void subtract(float[] x, int xo, float y, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      load(x, xo + i).sub(all(y)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] - y;
    }
  }

  static void subtract(float x, float[] y, int yo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      all(x).sub(load(y, yo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x - y[yo + i];
    }
  }

  static void multiply(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      load(x, xo + i).mul(load(y, yo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] * y[yo + i];
    }
  }

  static void multiply(float[] x, int xo, float y, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      load(x, xo + i).mul(all(y)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] * y;
    }
  }

  static void divide(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      load(x, xo + i).div(load(y, yo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] / y[yo + i];
    }
  }

  static void divide(float[] x, int xo, float y, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      load(x, xo + i).div(all(y)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x[xo + i] / y;
    }
  }

  static void divide(float x, float[] y, int yo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      all(x).div(load(y, yo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = x / y[yo + i];
    }
  }

  static void min(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      load(x, xo + i).min(load(y, yo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = Math.min(x[xo + i], y[yo + i]);
    }
  }

  static void min(float[] x, int xo, float y, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      load(x, xo + i).min(all(y)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = Math.min(x[xo + i], y);
    }
  }

  static void max(float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      load(x, xo + i).max(load(y, yo + i)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = Math.max(x[xo + i], y[yo + i]);
    }
  }

  static void max(float[] x, int xo, float y, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      load(x, xo + i).max(all(y)).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = Math.max(x[xo + i], y);
    }
  }
}
