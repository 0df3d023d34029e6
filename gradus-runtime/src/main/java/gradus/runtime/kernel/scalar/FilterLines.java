package gradus.runtime.kernel.scalar;

/// The transforms of {@link gradus.runtime.kernel.Winograd} of one line: element `i` of the line is
/// `x[from + i · step]`, and result `i` goes to `z[to + i · toStep]`.
final class FilterLines {

  private static final float SIXTH = 1f / 6;
  private static final float TWELFTH = 1f / 12;
  private static final float THIRD = 1f / 3;
  private static final float TWENTY_FOURTH = 1f / 24;

  private FilterLines() {}

  /// `Bᵀ d`, from six to six.
  static void source(float[] x, int from, int step, float[] z, int to, int toStep) {
    float d0 = x[from];
    float d1 = x[from + step];
    float d2 = x[from + 2 * step];
    float d3 = x[from + 3 * step];
    float d4 = x[from + 4 * step];
    float d5 = x[from + 5 * step];
    float p = Math.fma(-4, d2, d4);
    float q = Math.fma(-4, d1, d3);
    float r = d4 - d2;
    float s = d3 - d1;
    z[to] = Math.fma(4, d0, Math.fma(-5, d2, d4));
    z[to + toStep] = p + q;
    z[to + 2 * toStep] = p - q;
    z[to + 3 * toStep] = Math.fma(2, s, r);
    z[to + 4 * toStep] = Math.fma(-2, s, r);
    z[to + 5 * toStep] = Math.fma(4, d1, Math.fma(-5, d3, d5));
  }

  /// `G g`, from three to six.
  static void weights(float[] x, int from, int step, float[] z, int to, int toStep) {
    float g0 = x[from];
    float g1 = x[from + step];
    float g2 = x[from + 2 * step];
    float t = (g0 + g2) * -SIXTH;
    float u = Math.fma(g0, TWENTY_FOURTH, g2 * SIXTH);
    z[to] = g0 * 0.25f;
    z[to + toStep] = Math.fma(g1, -SIXTH, t);
    z[to + 2 * toStep] = Math.fma(g1, SIXTH, t);
    z[to + 3 * toStep] = Math.fma(g1, TWELFTH, u);
    z[to + 4 * toStep] = Math.fma(g1, -TWELFTH, u);
    z[to + 5 * toStep] = g2;
  }

  /// `G g`, from four to six.
  static void fourWeights(float[] x, int from, int step, float[] z, int to, int toStep) {
    float g0 = x[from];
    float g1 = x[from + step];
    float g2 = x[from + 2 * step];
    float g3 = x[from + 3 * step];
    float t = (g0 + g2) * -SIXTH;
    float v = (g1 + g3) * -SIXTH;
    float u = Math.fma(g0, TWENTY_FOURTH, g2 * SIXTH);
    float w = Math.fma(g1, TWELFTH, g3 * THIRD);
    z[to] = g0 * 0.25f;
    z[to + toStep] = t + v;
    z[to + 2 * toStep] = t - v;
    z[to + 3 * toStep] = u + w;
    z[to + 4 * toStep] = u - w;
    z[to + 5 * toStep] = g3;
  }

  /// `Aᵀ m`, from six to four.
  static void results(float[] x, int from, int step, float[] z, int to, int toStep) {
    float m1 = x[from + step];
    float m2 = x[from + 2 * step];
    float m3 = x[from + 3 * step];
    float m4 = x[from + 4 * step];
    float s = m1 + m2;
    float d = m1 - m2;
    float p = m3 + m4;
    float q = m3 - m4;
    z[to] = (x[from] + s) + p;
    z[to + toStep] = Math.fma(2, q, d);
    z[to + 2 * toStep] = Math.fma(4, p, s);
    z[to + 3 * toStep] = Math.fma(8, q, d) + x[from + 5 * step];
  }

  /// `Aᵀ m`, from six to three.
  static void threeResults(float[] x, int from, int step, float[] z, int to, int toStep) {
    float m1 = x[from + step];
    float m2 = x[from + 2 * step];
    float m3 = x[from + 3 * step];
    float m4 = x[from + 4 * step];
    float s = m1 + m2;
    float p = m3 + m4;
    z[to] = (x[from] + s) + p;
    z[to + toStep] = Math.fma(2, m3 - m4, m1 - m2);
    z[to + 2 * toStep] = Math.fma(4, p, s) + x[from + 5 * step];
  }

  /// `A y`, from four to six.
  static void cotangents(float[] x, int from, int step, float[] z, int to, int toStep) {
    float y0 = x[from];
    float y1 = x[from + step];
    float y2 = x[from + 2 * step];
    float y3 = x[from + 3 * step];
    float e = y0 + y2;
    float o = y1 + y3;
    float p = Math.fma(4, y2, y0);
    float q = Math.fma(8, y3, y1 + y1);
    z[to] = y0;
    z[to + toStep] = e + o;
    z[to + 2 * toStep] = e - o;
    z[to + 3 * toStep] = p + q;
    z[to + 4 * toStep] = p - q;
    z[to + 5 * toStep] = y3;
  }

  /// `Gᵀ m`, from six to three.
  static void weightSums(float[] x, int from, int step, float[] z, int to, int toStep) {
    float m1 = x[from + step];
    float m2 = x[from + 2 * step];
    float m3 = x[from + 3 * step];
    float m4 = x[from + 4 * step];
    float s = (m1 + m2) * -SIXTH;
    float p = m3 + m4;
    float d = (m2 - m1) * SIXTH;
    z[to] = Math.fma(x[from], 0.25f, Math.fma(p, TWENTY_FOURTH, s));
    z[to + toStep] = Math.fma(m3 - m4, TWELFTH, d);
    z[to + 2 * toStep] = Math.fma(p, SIXTH, s) + x[from + 5 * step];
  }
}
