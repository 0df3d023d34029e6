package gradus.runtime.kernel;

/// The fastest that a loop of fused multiply-adds in registers runs.
public final class Peak {

  private static final int ROUNDS = 60;

  private Peak() {}

  /// Runs chains of multiply-adds that do not wait for each other.
  @FunctionalInterface
  public interface Chains {

    /// The sum of all chains, each begun at a positive number.
    float sum(float start);
  }

  /// 10⁹ operations a second on one thread, two for each multiply-add: the best of many rounds.
  ///
  /// @param multiplyAdds how many single multiply-adds a round takes
  public static double gigaflops(Chains chains, double multiplyAdds) {
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      float sum = chains.sum(0.5f + round * 1e-6f);
      double seconds = (System.nanoTime() - start) * 1e-9;
      if (!(sum > 0)) { // a use of the sum, so that it is computed
        throw new AssertionError("expected a sum of positive terms, found " + sum);
      }
      best = Math.max(best, 2e-9 * multiplyAdds / seconds);
    }
    return best;
  }
}
