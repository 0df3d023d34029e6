package gradus.runtime.kernel.scalar;

/// The transforms of {@link gradus.runtime.kernel.Fourier} of one complex sequence: element `n` has
/// its real part at `x[at + 2n]` and its imaginary part behind it.
final class FourierLines {

  private FourierLines() {}

  /// Transforms `length` elements in place.
  static void forward(float[] x, int at, int length, float[] powers) {
    for (int s = length / 4; s > 0; s /= 4) {
      for (int block = 0; block < length; block += 4 * s) {
        for (int j = 0; j < s; j++) {
          forwardFour(x, at + 2 * (block + j), 2 * s, powers, 2 * j * (length / (4 * s)));
        }
      }
    }
  }

  private static void forwardFour(float[] x, int a, int step, float[] powers, int w) {
    int b = a + step;
    int c = b + step;
    int d = c + step;
    float t0Re = x[a] + x[c];
    float t0Im = x[a + 1] + x[c + 1];
    float t1Re = x[a] - x[c];
    float t1Im = x[a + 1] - x[c + 1];
    float t2Re = x[b] + x[d];
    float t2Im = x[b + 1] + x[d + 1];
    float t3Re = x[b] - x[d];
    float t3Im = x[b + 1] - x[d + 1];
    x[a] = t0Re + t2Re;
    x[a + 1] = t0Im + t2Im;
    store(x, b, t1Re + t3Im, t1Im - t3Re, powers, w);
    store(x, c, t0Re - t2Re, t0Im - t2Im, powers, 2 * w);
    store(x, d, t1Re - t3Im, t1Im + t3Re, powers, 3 * w);
  }

  private static void store(float[] x, int at, float re, float im, float[] powers, int w) {
    float u = powers[w];
    float v = powers[w + 1];
    x[at] = Math.fma(u, re, -(v * im));
    x[at + 1] = Math.fma(u, im, v * re);
  }

  /// Transforms `length` elements back, in place; the result is `length` times too large.
  static void back(float[] x, int at, int length, float[] powers) {
    for (int s = 1; s < length; s *= 4) {
      for (int block = 0; block < length; block += 4 * s) {
        for (int j = 0; j < s; j++) {
          backFour(x, at + 2 * (block + j), 2 * s, powers, 2 * j * (length / (4 * s)));
        }
      }
    }
  }

  private static void backFour(float[] x, int a, int step, float[] powers, int w) {
    int b = a + step;
    int c = b + step;
    int d = c + step;
    turnBack(x, b, powers, w);
    turnBack(x, c, powers, 2 * w);
    turnBack(x, d, powers, 3 * w);
    float t0Re = x[a] + x[c];
    float t0Im = x[a + 1] + x[c + 1];
    float t1Re = x[a] - x[c];
    float t1Im = x[a + 1] - x[c + 1];
    float t2Re = x[b] + x[d];
    float t2Im = x[b + 1] + x[d + 1];
    float t3Re = x[b] - x[d];
    float t3Im = x[b + 1] - x[d + 1];
    x[a] = t0Re + t2Re;
    x[a + 1] = t0Im + t2Im;
    x[b] = t1Re - t3Im;
    x[b + 1] = t1Im + t3Re;
    x[c] = t0Re - t2Re;
    x[c + 1] = t0Im - t2Im;
    x[d] = t1Re + t3Im;
    x[d + 1] = t1Im - t3Re;
  }

  private static void turnBack(float[] x, int at, float[] powers, int w) {
    float u = powers[w];
    float v = powers[w + 1];
    float re = x[at];
    float im = x[at + 1];
    x[at] = Math.fma(u, re, v * im);
    x[at + 1] = Math.fma(u, im, -(v * re));
  }
}
