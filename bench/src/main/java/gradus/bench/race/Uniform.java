package gradus.bench.race;

import java.util.SplittableRandom;

/// Seeded floats that every engine gets alike.
final class Uniform {

  private Uniform() {}

  /// Floats uniform in [0, 1), in steps of 2⁻²⁴.
  static float[] of(SplittableRandom random, int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextInt(1 << 24) / (1 << 24);
    }
    return values;
  }

  static float[] of(long seed, int n) {
    return of(new SplittableRandom(seed), n);
  }
}
