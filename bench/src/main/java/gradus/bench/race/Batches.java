package gradus.bench.race;

import java.util.SplittableRandom;

/// A pool of seeded batches that training cycles through.
///
/// @param x the inputs of each batch
/// @param labels the classes of each batch, 0 to 9
record Batches(float[][] x, int[][] labels) {

  private static final int LARGE = 500_000;

  /// 32 batches, or 4 where a batch is large.
  static Batches of(int batch, int inputSize) {
    return of(batch, inputSize, (long) batch * inputSize > LARGE ? 4 : 32);
  }

  static Batches of(int batch, int inputSize, int pool) {
    float[][] x = new float[pool][];
    int[][] labels = new int[pool][batch];
    SplittableRandom random = new SplittableRandom(42);
    for (int p = 0; p < pool; p++) {
      x[p] = Uniform.of(random, batch * inputSize);
      for (int i = 0; i < batch; i++) {
        labels[p][i] = random.nextInt(10);
      }
    }
    return new Batches(x, labels);
  }

  int pool() {
    return x.length;
  }
}
