package gradus.runtime.kernel;

import static org.junit.jupiter.api.Assertions.fail;

import java.util.Random;

/// Seeded arrays for the tests of kernels, and comparison of bits.
final class Samples {

  /// What lies around an output and may not be touched.
  static final float SENTINEL = -77;

  private final Random random;

  Samples(long seed) {
    random = new Random(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  @SafeVarargs
  final <T> T oneOf(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /// Values between −1 and 1.
  float[] floats(int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = random.nextFloat() * 2 - 1;
    }
    return x;
  }

  /// Whole numbers from −4 to 4, with which sums are exact.
  float[] wholes(int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = random.nextInt(9) - 4;
    }
    return x;
  }

  /// As `floats`, with some NaN, infinities, zeros of both signs, and tiny numbers.
  float[] wild(int n) {
    float[] x = floats(n);
    float[] odd = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0f, -0f, 1e-30f};
    for (int i = 0; i < n; i++) {
      if (random.nextInt(10) == 0) {
        x[i] = odd[random.nextInt(odd.length)];
      }
    }
    return x;
  }

  static double[] doubles(float[] x) {
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i];
    }
    return y;
  }

  static float[] sentinels(int n) {
    float[] x = new float[n];
    java.util.Arrays.fill(x, SENTINEL);
    return x;
  }

  /// Fails at the first element whose bits differ; all NaN are one.
  static void assertSameBits(float[] expected, float[] found, String what) {
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(found[i])) {
        fail("%s: element %d: expected %s, found %s".formatted(what, i, expected[i], found[i]));
      }
    }
  }
}
