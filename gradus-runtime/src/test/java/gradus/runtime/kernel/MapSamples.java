package gradus.runtime.kernel;

import gradus.random.Philox;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Numbers that are hard on kernels, and the lengths at which loops change.
final class MapSamples {

  private static final float[] EDGES = {
    0f,
    -0f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    1f,
    -1f,
    0.5f,
    -0.5f,
    1e-20f,
    -1e-20f,
    1e-40f,
    -1e-40f,
    88.7f,
    88.73f,
    89f,
    -87.4f,
    -103.9f,
    -104f,
    200f,
    -200f,
    800f,
    -800f,
    9.02f,
    -9.1f,
    0.55f,
    0.93f,
    3.92f,
    0x1p15f,
    -0x1.0002p15f,
    1e10f,
    -3e38f,
    0x1p23f,
    0x1.fffffep22f,
    -0x1.000002p23f,
    0x1p31f,
    -0x1.000002p31f,
    2.5f,
    -2.5f,
    0x1.6a09e6p0f,
    0x1.555556p-1f
  };

  private MapSamples() {}

  /// 0, 1, the neighbours of 4, 8, 16 and 32 lanes, two vectors and three, and 4098.
  static Stream<Integer> lengths() {
    return IntStream.of(0, 1, 3, 4, 5, 7, 8, 9, 11, 15, 16, 17, 19, 31, 32, 33, 35, 67, 4098)
        .boxed();
  }

  /// Edge values, values of ordinary size and arbitrary bits, in turn.
  static float[] hard(long seed, int n) {
    Philox random = Philox.of(seed);
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] =
          switch (random.below(3, i)) {
            case 0 -> EDGES[random.stream(1).below(EDGES.length, i)];
            case 1 -> Float.intBitsToFloat(random.stream(2).bits(i));
            default -> (float) (4 * random.stream(3).normal(i));
          };
    }
    return x;
  }

  /// Values of ordinary size.
  static float[] mild(long seed, int n) {
    Philox random = Philox.of(seed);
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) random.normal(i);
    }
    return x;
  }

  /// Truth values: 0 and 1.
  static byte[] truths(long seed, int n) {
    byte[] m = new byte[n];
    for (int i = 0; i < n; i++) {
      m[i] = (byte) Philox.of(seed).below(2, i);
    }
    return m;
  }

  /// The bits, with all NaN alike.
  static int[] bits(float[] x) {
    return IntStream.range(0, x.length).map(i -> Float.floatToIntBits(x[i])).toArray();
  }

  /// The bits, with all NaN alike.
  static long[] bits(double[] x) {
    return IntStream.range(0, x.length).mapToLong(i -> Double.doubleToLongBits(x[i])).toArray();
  }
}
