package gradus.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ReductionsTest {

  private final Reductions scalar = Kernels.named("scalar").reductions();
  private final Reductions simd = Kernels.named("simd").reductions();

  @ParameterizedTest
  @EnumSource
  void aRowHasTheSameBitsInLanes(ReductionOp op) {
    MapSamples.lengths()
        .forEach(
            n -> {
              compare(op, MapSamples.mild(n, 3 * n + 5), n, 1, 3);
              compare(op, MapSamples.hard(n, 3 * n + 5), n, 1, 3);
            });
  }

  @ParameterizedTest
  @EnumSource
  void columnsHaveTheSameBitsInLanes(ReductionOp op) {
    for (int n : new int[] {0, 1, 2, 17, 600}) {
      for (int inner : new int[] {2, 3, 4, 7, 8, 15, 16, 17, 33, 64}) {
        compare(op, MapSamples.mild(n, 2 * n * inner + 5), n, inner, 2);
        compare(op, MapSamples.hard(n, 2 * n * inner + 5), n, inner, 2);
      }
    }
  }

  private void compare(ReductionOp op, float[] x, int n, int inner, int outer) {
    float[] expected = MapSamples.mild(1, outer * inner + 3);
    float[] actual = expected.clone();
    int to = outer * inner;
    scalar.reduce(op, x, 5, n, inner, expected, 2, 0, to);
    // in two parts, since a plan cuts the results anywhere
    simd.reduce(op, x, 5, n, inner, actual, 2, 0, to / 3);
    simd.reduce(op, x, 5, n, inner, actual, 2, to / 3, to);
    assertArrayEquals(
        MapSamples.bits(expected), MapSamples.bits(actual), op + " of " + n + " by " + inner);
  }

  @Test
  void aSumTakesSixteenLanesAndAddsThemInATree() {
    float[] x = MapSamples.mild(3, 1003);
    float[] lanes = new float[16];
    for (int i = 0; i < x.length; i++) {
      lanes[i % 16] += x[i];
    }
    for (int half = 8; half > 0; half /= 2) {
      for (int lane = 0; lane < half; lane++) {
        lanes[lane] += lanes[lane + half];
      }
    }
    float[] z = new float[1];
    scalar.reduce(ReductionOp.SUM, x, 0, x.length, 1, z, 0, 0, 1);
    assertEquals(lanes[0], z[0]);
  }

  @Test
  void aColumnsSumRunsInOrder() {
    float[] x = MapSamples.mild(3, 900);
    float[] z = new float[3];
    scalar.reduce(ReductionOp.SUM, x, 0, 300, 3, z, 0, 0, 3);
    for (int column = 0; column < 3; column++) {
      float sum = 0;
      for (int i = 0; i < 300; i++) {
        sum += x[3 * i + column];
      }
      assertEquals(sum, z[column]);
    }
  }

  @Test
  void extremesOfNothingAndOfNaN() {
    float[] z = new float[1];
    scalar.reduce(ReductionOp.MAX, new float[0], 0, 0, 1, z, 0, 0, 1);
    assertEquals(Float.NEGATIVE_INFINITY, z[0]);
    scalar.reduce(ReductionOp.MIN, new float[] {1, Float.NaN, -1}, 0, 3, 1, z, 0, 0, 1);
    assertEquals(Float.NaN, z[0]);
    scalar.reduce(ReductionOp.MAX, new float[] {-0f, 0f}, 0, 2, 1, z, 0, 0, 1);
    assertEquals(0f, z[0]);
  }

  static java.util.stream.Stream<Integer> lengths() {
    return MapSamples.lengths();
  }

  @ParameterizedTest
  @MethodSource("lengths")
  void theSoftmaxAndSumsOfProductsHaveTheSameBitsInLanes(int n) {
    for (float[] x : new float[][] {MapSamples.mild(n, 3 * n), MapSamples.hard(n, 3 * n)}) {
      float[] p = new float[3 * n + 1];
      float[] q = new float[3 * n + 1];
      scalar.softmax(x, 0, 3, n, p, 1);
      simd.softmax(x, 0, 3, n, q, 1);
      assertArrayEquals(MapSamples.bits(p), MapSamples.bits(q));
      float[] v = MapSamples.mild(n + 1, 3 * n);
      float[] expected = new float[4];
      float[] actual = new float[4];
      float[] products = new float[3 * n];
      for (float[] y : new float[][] {Arrays.copyOfRange(p, 1, p.length), x}) {
        scalar.sumsOfProducts(y, 0, v, 0, 3, n, expected, 1);
        simd.sumsOfProducts(y, 0, v, 0, 3, n, actual, 1);
        assertArrayEquals(MapSamples.bits(expected), MapSamples.bits(actual));
        for (int i = 0; i < 3 * n; i++) {
          products[i] = y[i] * v[i];
        }
        scalar.reduce(ReductionOp.SUM, products, 0, n, 1, expected, 1, 0, 3);
        assertArrayEquals(MapSamples.bits(expected), MapSamples.bits(actual));
      }
    }
  }

  @Test
  void aSoftmaxIsThatOfDoubles() {
    int n = 37;
    float[] x = MapSamples.mild(4, n);
    x[3] = 800;
    x[5] = 799;
    x[7] = -800;
    x[9] = Float.NEGATIVE_INFINITY;
    float[] p = new float[n];
    scalar.softmax(x, 0, 1, n, p, 0);
    double sum = 0;
    for (float value : x) {
      sum += StrictMath.exp(value - 800.0);
    }
    for (int i = 0; i < n; i++) {
      double expected = StrictMath.exp(x[i] - 800.0) / sum;
      assertEquals(expected, p[i], 4 * Math.ulp((float) expected) + n * Float.MIN_VALUE);
    }
  }

  @Test
  void aRowWithoutAFiniteMaximumHasNoSoftmax() {
    for (float edge : new float[] {Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY, Float.NaN}) {
      float[] x = {edge, Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY};
      float[] p = new float[3];
      scalar.softmax(x, 0, 1, 3, p, 0);
      assertArrayEquals(new float[] {Float.NaN, Float.NaN, Float.NaN}, p, "with " + edge);
    }
  }
}
