package gradus.runtime.kernel.scalar;

import gradus.runtime.kernel.Peak;

/// Fused multiply-adds of single floats in registers.
final class ScalarPeak {

  private static final int LOOPS = 200_000;
  private static final int CHAINS = 8;

  private ScalarPeak() {}

  /// 10⁹ operations a second on one thread, two for each multiply-add: the best of many rounds.
  static double gigaflops() {
    return Peak.gigaflops(ScalarPeak::chains, (double) LOOPS * CHAINS);
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
