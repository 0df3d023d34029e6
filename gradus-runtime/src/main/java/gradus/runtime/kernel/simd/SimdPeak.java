package gradus.runtime.kernel.simd;

import gradus.runtime.kernel.Peak;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Fused multiply-adds of vectors in registers: nothing on this machine computes faster.
final class SimdPeak {

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LOOPS = 200_000;
  private static final int CHAINS = 12;

  private SimdPeak() {}

  /// 10⁹ operations a second on one thread, two for each multiply-add: the best of many rounds.
  static double gigaflops() {
    return Peak.gigaflops(SimdPeak::chains, (double) LOOPS * CHAINS * SPECIES.length());
  }

  private static float chains(float start) {
    FloatVector a = FloatVector.broadcast(SPECIES, start);
    FloatVector b = FloatVector.broadcast(SPECIES, 0.999f);
    FloatVector c0 = a;
    FloatVector c1 = a;
    FloatVector c2 = a;
    FloatVector c3 = a;
    FloatVector c4 = a;
    FloatVector c5 = a;
    FloatVector c6 = a;
    FloatVector c7 = a;
    FloatVector c8 = a;
    FloatVector c9 = a;
    FloatVector c10 = a;
    FloatVector c11 = a;
    for (int i = 0; i < LOOPS; i++) {
      c0 = a.fma(b, c0);
      c1 = a.fma(b, c1);
      c2 = a.fma(b, c2);
      c3 = a.fma(b, c3);
      c4 = a.fma(b, c4);
      c5 = a.fma(b, c5);
      c6 = a.fma(b, c6);
      c7 = a.fma(b, c7);
      c8 = a.fma(b, c8);
      c9 = a.fma(b, c9);
      c10 = a.fma(b, c10);
      c11 = a.fma(b, c11);
    }
    FloatVector low = c0.add(c1).add(c2).add(c3).add(c4).add(c5);
    FloatVector high = c6.add(c7).add(c8).add(c9).add(c10).add(c11);
    return low.add(high).lane(0);
  }
}
