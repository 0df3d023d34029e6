package gradus.runtime.plan;

import java.util.Locale;

/// What a machine can do at most: the two roofs under which every step runs.
///
/// Source: Williams, Waterman and Patterson 2009, "Roofline".
///
/// @param gigaflops arithmetic, in 10⁹ operations a second (two for each multiply-add)
/// @param gigabytes memory, in 10⁹ bytes a second, read and written
public record Roofline(double gigaflops, double gigabytes) {

  private static final int LARGE = 1 << 24;
  private static final int COPIES = 8;

  /// Measures both, on an engine's kernels; the arithmetic is that of one thread times the threads.
  ///
  /// Takes some tens of milliseconds and 128 MiB.
  public static Roofline of(Engine engine) {
    return new Roofline(engine.kernels().peakGigaflops() * engine.threads(), copies());
  }

  /// Copies of arrays that no cache holds, on one thread: the best of some.
  private static double copies() {
    float[] from = new float[LARGE];
    float[] to = new float[LARGE];
    double best = 0;
    for (int round = 0; round < COPIES; round++) {
      from[round] = round;
      long start = System.nanoTime();
      System.arraycopy(from, 0, to, 0, LARGE);
      double seconds = (System.nanoTime() - start) * 1e-9;
      best = Math.max(best, 2e-9 * LARGE * Float.BYTES / seconds);
    }
    return best;
  }

  /// The share of what the machine allows a step, from 0 to about 1; more where the data lie in a
  /// cache.
  public double share(Profile.Line line) {
    double seconds =
        Math.max(line.operations() * 1e-9 / gigaflops, line.bytes() * 1e-9 / gigabytes);
    return seconds / line.seconds();
  }

  /// `220 GFLOP/s, 12 GB/s`.
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.0f GFLOP/s, %.0f GB/s", gigaflops, gigabytes);
  }
}
