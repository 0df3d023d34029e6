package gradus.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import gradus.runtime.kernel.scalar.ScalarProducts;
import gradus.runtime.kernel.simd.SimdProducts;
import gradus.runtime.thread.Team;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProductTest {

  private static final Integer[] SIZES = {
    0, 1, 2, 3, 4, 5, 7, 8, 11, 12, 13, 24, 25, 31, 32, 33, 63, 65
  };
  private static final Integer[] DEPTHS = {0, 1, 2, 3, 7, 31, 32, 65, 511, 512, 513, 1030};

  static LongStream seeds() {
    return LongStream.range(0, 160);
  }

  static Stream<Products> sets() {
    return Stream.of(new ScalarProducts(), new SimdProducts());
  }

  /// A product of its own shape, with offsets and rows wider than needed.
  private static final class Case {
    private final ProductShape shape;
    private final float[] a;
    private final float[] b;
    private final int offset;

    Case(ProductShape shape, float[] a, float[] b, int offset) {
      this.shape = shape;
      this.a = a;
      this.b = b;
      this.offset = offset;
    }

    static Case of(Samples samples, boolean wild) {
      boolean transposeA = samples.below(2) == 0;
      boolean transposeB = samples.below(2) == 0;
      int m = samples.oneOf(SIZES);
      int n = samples.oneOf(SIZES);
      int k = samples.oneOf(DEPTHS);
      int wider = samples.below(3);
      ProductShape shape =
          new ProductShape(
              transposeA,
              transposeB,
              m,
              n,
              k,
              (transposeA ? m : k) + wider,
              (transposeB ? k : n) + 2 * wider,
              n + 3 * wider);
      int offset = samples.below(20);
      int aSize = offset + (transposeA ? k : m) * shape.lda();
      int bSize = offset + (transposeB ? n : k) * shape.ldb();
      return wild
          ? new Case(shape, samples.wild(aSize), samples.wild(bSize), offset)
          : new Case(shape, samples.floats(aSize), samples.floats(bSize), offset);
    }

    float a(int i, int k) {
      return a[offset + (shape.transposeA() ? k * shape.lda() + i : i * shape.lda() + k)];
    }

    float b(int k, int j) {
      return b[offset + (shape.transposeB() ? j * shape.ldb() + k : k * shape.ldb() + j)];
    }

    float[] run(Products set, int parts) {
      Product product = set.product(shape);
      float[] c = Samples.sentinels(offset + shape.m() * shape.ldc());
      float[] workspace = Samples.sentinels(5 + product.workspace());
      for (int part = 0; part < parts; part++) {
        product.multiply(part, parts, a, offset, b, offset, c, offset, workspace, 5);
      }
      return c;
    }

    float[] runPacked(Products set) {
      Product product = set.product(shape);
      float[] c = Samples.sentinels(offset + shape.m() * shape.ldc());
      float[] packed = Samples.sentinels(3 + product.packedSize());
      float[] workspace = Samples.sentinels(product.workspace());
      product.packB(b, offset, packed, 3);
      product.multiplyPacked(0, 1, a, offset, packed, 3, c, offset, workspace, 0);
      return c;
    }

    /// The law, element by element.
    float element(int i, int j) {
      float total = 0;
      float sum = 0;
      for (int k = 0; k < shape.k(); k++) {
        if (k > 0 && k % Product.CHUNK == 0) {
          total = k == Product.CHUNK ? sum : total + sum;
          sum = 0;
        }
        sum = Math.fma(a(i, k), b(k, j), sum);
      }
      return shape.k() > Product.CHUNK ? total + sum : sum;
    }

    float[] byTheLaw() {
      float[] c = Samples.sentinels(offset + shape.m() * shape.ldc());
      for (int i = 0; i < shape.m(); i++) {
        for (int j = 0; j < shape.n(); j++) {
          c[offset + i * shape.ldc() + j] = element(i, j);
        }
      }
      return c;
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everySetGivesTheBitsOfTheLaw(long seed) {
    Case sample = Case.of(new Samples(seed), seed % 4 == 3);
    float[] expected = sample.byTheLaw();
    sets()
        .forEach(
            set -> {
              String what = "seed %d, %s, %s".formatted(seed, set, sample.shape);
              for (int parts = 1; parts <= 3; parts++) {
                Samples.assertSameBits(expected, sample.run(set, parts), what + " parts " + parts);
              }
              Samples.assertSameBits(expected, sample.runPacked(set), what + " packed");
            });
  }

  @ParameterizedTest
  @MethodSource("sets")
  void manyRowsAreBlockedWithoutAChange(Products set) {
    Samples samples = new Samples(1);
    ProductShape shape = ProductShape.of(false, true, 1030, 33, 5);
    Case sample = new Case(shape, samples.floats(1030 * 5), samples.floats(33 * 5), 0);
    Samples.assertSameBits(sample.byTheLaw(), sample.run(set, 1), "blocks");
  }

  /// A few rows are the lanes, and the rows of a transposed `B` are read in place.
  @ParameterizedTest
  @ValueSource(ints = {4, 7, 8, 13, 15, 16, 17, 27, 31, 32, 33, 48, 52, 63, 64, 65})
  void fewRowsMeetATransposedMatrixInPlace(int m) {
    Samples samples = new Samples(m);
    for (int n : new int[] {m, m + 1, 66, 77, 100}) {
      for (int k : new int[] {1, 33, 511, 512, 513, 1030}) {
        ProductShape shape = new ProductShape(false, true, m, n, k, k + 2, k + 1, n + 3);
        float[] a = samples.floats(3 + m * shape.lda());
        float[] b =
            k == 33 ? samples.wild(3 + n * shape.ldb()) : samples.floats(3 + n * shape.ldb());
        Case sample = new Case(shape, a, b, 3);
        float[] expected = sample.byTheLaw();
        for (int parts = 1; parts <= 3; parts++) {
          float[] found = sample.run(new SimdProducts(), parts);
          Samples.assertSameBits(expected, found, shape + " parts " + parts);
        }
      }
    }
  }

  /// One row takes several packed panels at a time.
  @ParameterizedTest
  @ValueSource(ints = {1, 31, 33, 96, 97, 127, 128, 129, 257, 300})
  void oneRowOfPackedPanelsKeepsTheLaw(int n) {
    Samples samples = new Samples(n);
    for (int k : new int[] {0, 1, 511, 512, 513, 1100}) {
      for (boolean transposeA : new boolean[] {false, true}) {
        ProductShape shape = ProductShape.of(transposeA, true, 1, n, k);
        Case sample = new Case(shape, samples.floats(3 + k), samples.floats(3 + n * k), 3);
        sets()
            .forEach(
                set ->
                    Samples.assertSameBits(
                        sample.byTheLaw(), sample.runPacked(set), "n " + n + " k " + k));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theErrorStaysWithinTheBound(long seed) {
    Case sample = Case.of(new Samples(1_000 + seed), false);
    float[] found = sample.run(new SimdProducts(), 1);
    ProductShape shape = sample.shape;
    for (int i = 0; i < shape.m(); i++) {
      for (int j = 0; j < shape.n(); j++) {
        double exact = 0;
        double magnitudes = 0;
        for (int k = 0; k < shape.k(); k++) {
          double term = (double) sample.a(i, k) * sample.b(k, j);
          exact += term;
          magnitudes += Math.abs(term);
        }
        double tolerance = shape.k() * Math.ulp(1f) * magnitudes;
        assertEquals(exact, found[sample.offset + i * shape.ldc() + j], tolerance, "seed " + seed);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void doublesFollowTheSameLaw(long seed) {
    Case sample = Case.of(new Samples(2_000 + seed), false);
    ProductShape shape = sample.shape;
    double[] a = Samples.doubles(sample.a);
    double[] b = Samples.doubles(sample.b);
    sets()
        .forEach(
            set -> {
              Product product = set.product(shape);
              double[] c = new double[sample.offset + shape.m() * shape.ldc()];
              double[] workspace = new double[product.workspace()];
              for (int part = 0; part < 2; part++) {
                product.multiply(
                    part, 2, a, sample.offset, b, sample.offset, c, sample.offset, workspace, 0);
              }
              for (int i = 0; i < shape.m(); i++) {
                for (int j = 0; j < shape.n(); j++) {
                  double exact = 0;
                  for (int k = 0; k < shape.k(); k++) {
                    exact += (double) sample.a(i, k) * sample.b(k, j);
                  }
                  int at = sample.offset + i * shape.ldc() + j;
                  assertEquals(exact, c[at], shape.k() * shape.k() * Math.ulp(1.0));
                }
              }
            });
  }

  @ParameterizedTest
  @MethodSource("sets")
  void wholeNumbersWrapAround(Products set) {
    Product product = set.product(ProductShape.of(false, true, 2, 1, 3));
    int[] c = new int[2];
    int[] a = {1, 2, 3, Integer.MAX_VALUE, 1, 0};
    product.multiply(0, 1, a, 0, new int[] {2, 3, 4}, 0, c, 0);
    assertEquals(20, c[0]);
    assertEquals(1, c[1]);
    long[] wide = new long[2];
    long[] wideA = {1, 2, 3, Long.MAX_VALUE, 1, 0};
    product.multiply(0, 1, wideA, 0, new long[] {2, 3, 4}, 0, wide, 0);
    assertEquals(20, wide[0]);
    assertEquals(1, wide[1]);
  }

  @Test
  void aTeamGivesTheSameBitsWithAnyNumberOfThreads() {
    Samples samples = new Samples(7);
    ProductShape shape = ProductShape.of(false, true, 64, 100, 600);
    Case sample = new Case(shape, samples.floats(64 * 600), samples.floats(100 * 600), 0);
    float[] expected = sample.byTheLaw();
    Product product = new SimdProducts().product(shape);
    for (int threads = 1; threads <= 3; threads++) {
      try (Team team = Team.of(threads)) {
        int parts = product.parts(threads);
        assertEquals(threads, parts);
        float[] c = new float[64 * 100];
        float[] workspace = new float[parts * product.workspace()];
        for (int repeat = 0; repeat < 20; repeat++) {
          team.run(
              parts,
              part ->
                  product.multiply(
                      part,
                      parts,
                      sample.a,
                      0,
                      sample.b,
                      0,
                      c,
                      0,
                      workspace,
                      part * product.workspace()));
          Samples.assertSameBits(expected, c, threads + " threads");
        }
      }
    }
  }

  @Test
  void aRowShorterThanItsWidthIsRefused() {
    var thrown =
        assertThrows(
            IllegalArgumentException.class, () -> new ProductShape(false, false, 2, 3, 4, 3, 3, 3));
    assertEquals(
        "ProductShape: expected lda at least the width of A, found 3. "
            + "Check the shapes of the operands.",
        thrown.getMessage());
  }
}
