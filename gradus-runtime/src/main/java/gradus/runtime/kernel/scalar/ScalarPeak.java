package gradus.runtime.kernel.scalar;

/// Fused multiply-adds of single floats in registers.
final class ScalarPeak {

  private static final int LOOPS = 200_000;
  private static final int ROUNDS = 60;
  private static final int CHAINS = 8;

  private ScalarPeak() {}

  /// 10⁹ operations a second on one thread, two for each multiply-add: the best of many rounds.
  static double gigaflops() {
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      float sum = chains(0.5f + round * 1e-6f);
      double seconds = (System.nanoTime() - start) * 1e-9;
      if (!(sum > 0)) { // a use of the sum, so that it is computed
        throw new AssertionError("expected a sum of positive terms, found " + sum);
      }
      best = Math.max(best, 2e-9 * LOOPS * CHAINS / seconds);
    }
    return best;
  }

  private static float chains(float a) {
    float b = 0.999f;
    float c0 = a;
    float c1 = a;
    float c2 = a;
    float c3 = a;
    float c4 = a;
    float c5 = a;
    float c6 = a;
    float c7 = a;
    for (int i = 0; i < LOOPS; i++) {
      c0 = Math.fma(a, b, c0);
      c1 = Math.fma(a, b, c1);
      c2 = Math.fma(a, b, c2);
      c3 = Math.fma(a, b, c3);
      c4 = Math.fma(a, b, c4);
      c5 = Math.fma(a, b, c5);
      c6 = Math.fma(a, b, c6);
      c7 = Math.fma(a, b, c7);
    }
    return c0 + c1 + c2 + c3 + c4 + c5 + c6 + c7;
  }
}
