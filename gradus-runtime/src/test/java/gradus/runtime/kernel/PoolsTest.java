package gradus.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import gradus.runtime.kernel.scalar.ScalarPools;
import gradus.runtime.kernel.simd.SimdPools;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PoolsTest {

  static LongStream seeds() {
    return LongStream.range(0, 200);
  }

  static Stream<Pools> sets() {
    return Stream.of(new ScalarPools(), new SimdPools());
  }

  private static WindowAxis axis(Samples samples, int most) {
    int in = samples.below(most) + 2;
    int kernel = samples.oneOf(1, 2, 2, 3);
    int stride = samples.oneOf(1, 2, 2, 3);
    int dilation = samples.oneOf(1, 1, 2);
    WindowAxis floor =
        WindowAxis.of(in, kernel, stride, dilation, samples.below(2), samples.below(3));
    int more = samples.below(2); // as in ceil mode: the last window hangs over
    return new WindowAxis(
        in, floor.out() + more, kernel, stride, dilation, floor.padBefore(), floor.padAfter());
  }

  private static PoolShape shape(Samples samples) {
    int planes = samples.oneOf(0, 1, 2, 5);
    if (samples.below(3) == 0) { // the shape that has vectors
      return new PoolShape(planes, WindowAxis.UNIT, half(samples, 6), half(samples, 100));
    }
    int rank = samples.below(3) + 1;
    return new PoolShape(
        planes,
        rank > 2 ? axis(samples, 4) : WindowAxis.UNIT,
        rank > 1 ? axis(samples, 9) : WindowAxis.UNIT,
        axis(samples, 60));
  }

  private static WindowAxis half(Samples samples, int most) {
    return WindowAxis.of(samples.below(most) + 2, 2, 2, 1, 0, samples.below(2));
  }

  /// What window `o` sees: places in its plane, row-major, −1 for padding that counts.
  private static List<Integer> window(PoolShape s, int o) {
    List<Integer> places = new ArrayList<>();
    int ox = o % s.width().out();
    int oy = o / s.width().out() % s.height().out();
    int oz = o / s.width().out() / s.height().out();
    for (int jz = 0; jz < s.depth().kernel(); jz++) {
      for (int jy = 0; jy < s.height().kernel(); jy++) {
        for (int jx = 0; jx < s.width().kernel(); jx++) {
          int z = s.depth().position(oz, jz);
          int y = s.height().position(oy, jy);
          int x = s.width().position(ox, jx);
          boolean inside =
              z >= 0
                  && z < s.depth().in()
                  && y >= 0
                  && y < s.height().in()
                  && x >= 0
                  && x < s.width().in();
          boolean padding =
              z < s.depth().in() + s.depth().padAfter()
                  && y < s.height().in() + s.height().padAfter()
                  && x < s.width().in() + s.width().padAfter();
          if (inside) {
            places.add((z * s.height().in() + y) * s.width().in() + x);
          } else if (padding) {
            places.add(-1);
          }
        }
      }
    }
    return places;
  }

  private static int best(List<Integer> window, float[] x, int plane) {
    int best = -1;
    for (int place : window) {
      if (place >= 0) {
        boolean first = best < 0;
        boolean larger = !first && x[plane + place] > x[plane + best];
        boolean nan = !first && Float.isNaN(x[plane + place]) && !Float.isNaN(x[plane + best]);
        best = first || larger || nan ? place : best;
      }
    }
    return best;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void maximaAreTheFirstLargestInTheirWindow(long seed) {
    Samples samples = new Samples(seed);
    PoolShape shape = shape(samples);
    int in = shape.inPlane();
    int out = shape.outPlane();
    float[] x = seed % 2 == 0 ? samples.wild(3 + shape.planes() * in) : ties(samples, shape);
    float[] yBar = samples.wild(5 + shape.planes() * out);
    float[] y = Samples.sentinels(7 + shape.planes() * out);
    long[] indices = new long[2 + shape.planes() * out];
    float[] xBar = Samples.sentinels(1 + shape.planes() * in);
    Arrays.fill(xBar, 1, xBar.length, 0);
    for (int i = 0; i < shape.planes() * out; i++) {
      int plane = i / out * in;
      int best = best(window(shape, i % out), x, 3 + plane);
      y[7 + i] = best < 0 ? Float.NEGATIVE_INFINITY : x[3 + plane + best];
      indices[2 + i] = best;
      if (best >= 0) {
        xBar[1 + plane + best] += yBar[5 + i];
      }
    }
    sets()
        .forEach(
            set -> {
              for (int parts = 1; parts <= 3; parts++) {
                String what = "seed %d parts %d %s".formatted(seed, parts, shape);
                assertMaxima(set, shape, parts, x, yBar, y, indices, xBar, what);
              }
            });
  }

  private static float[] ties(Samples samples, PoolShape shape) {
    float[] x = samples.wholes(3 + shape.planes() * shape.inPlane());
    for (int i = 0; i < x.length; i++) {
      x[i] = x[i] == 0 && i % 2 == 0 ? -0f : x[i];
    }
    return x;
  }

  private static void assertMaxima(
      Pools set,
      PoolShape shape,
      int parts,
      float[] x,
      float[] yBar,
      float[] y,
      long[] indices,
      float[] xBar,
      String what) {
    float[] foundY = Samples.sentinels(y.length);
    long[] foundIndices = new long[indices.length];
    float[] byIndex = Samples.sentinels(xBar.length);
    float[] byValue = Samples.sentinels(xBar.length);
    for (int part = 0; part < parts; part++) {
      set.maxPool(shape, part, parts, x, 3, foundY, 7);
      set.maxPoolIndices(shape, part, parts, x, 3, foundIndices, 2);
      set.maxPoolBackward(shape, part, parts, yBar, 5, foundIndices, 2, byIndex, 1);
      set.maxPoolBackward(shape, part, parts, yBar, 5, x, 3, byValue, 1);
    }
    Samples.assertSameBits(y, foundY, what);
    assertArrayEquals(indices, foundIndices, what);
    Samples.assertSameBits(xBar, byIndex, what);
    Samples.assertSameBits(xBar, byValue, what);
    double[] wide = Samples.doubles(x);
    double[] wideY = Samples.doubles(Samples.sentinels(y.length));
    double[] wideBar = Samples.doubles(Samples.sentinels(xBar.length));
    double[] exactBar = new double[xBar.length];
    long[] wideIndices = new long[indices.length];
    set.maxPool(shape, 0, 1, wide, 3, wideY, 7);
    set.maxPoolIndices(shape, 0, 1, wide, 3, wideIndices, 2);
    set.maxPoolBackward(shape, 0, 1, Samples.doubles(yBar), 5, wideIndices, 2, wideBar, 1);
    set.maxPoolBackward(shape, 0, 1, Samples.doubles(yBar), 5, wide, 3, exactBar, 1);
    exactBar[0] = Samples.SENTINEL;
    assertArrayEquals(Samples.doubles(y), wideY, what);
    assertArrayEquals(indices, wideIndices, what);
    assertArrayEquals(exactBar, wideBar, what);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void meansCountWhatTheyAreToldTo(long seed) {
    Samples samples = new Samples(1_000 + seed);
    PoolShape shape = shape(samples);
    boolean includePad = samples.below(2) == 0;
    int in = shape.inPlane();
    int out = shape.outPlane();
    float[] x = samples.wild(3 + shape.planes() * in);
    float[] yBar = samples.wild(5 + shape.planes() * out);
    float[] y = Samples.sentinels(7 + shape.planes() * out);
    float[] xBar = Samples.sentinels(1 + shape.planes() * in);
    Arrays.fill(xBar, 1, xBar.length, 0);
    for (int i = 0; i < shape.planes() * out; i++) {
      List<Integer> window = window(shape, i % out);
      List<Integer> inside = window.stream().filter(place -> place >= 0).toList();
      int count = includePad ? window.size() : inside.size();
      int plane = i / out * in;
      float sum = 0;
      for (int n = 0; n < inside.size(); n++) {
        float value = x[3 + plane + inside.get(n)];
        sum = n == 0 ? value : sum + value;
        xBar[1 + plane + inside.get(n)] += yBar[5 + i] / count;
      }
      y[7 + i] = sum / count;
    }
    sets()
        .forEach(
            set -> {
              for (int parts = 1; parts <= 3; parts++) {
                String what = "seed %d parts %d %s".formatted(seed, parts, shape);
                float[] foundY = Samples.sentinels(y.length);
                float[] foundBar = Samples.sentinels(xBar.length);
                for (int part = 0; part < parts; part++) {
                  set.averagePool(shape, includePad, part, parts, x, 3, foundY, 7);
                  set.averagePoolBackward(shape, includePad, part, parts, yBar, 5, foundBar, 1);
                }
                Samples.assertSameBits(y, foundY, what);
                Samples.assertSameBits(xBar, foundBar, what);
              }
            });
  }

  @ParameterizedTest
  @MethodSource("sets")
  void meansInDoubleAreAdjointToTheirBackwardDirection(Pools set) {
    Samples samples = new Samples(5);
    WindowAxis axis = WindowAxis.of(9, 2, 2, 1, 1, 1); // four elements, one of them padding at ends
    PoolShape shape = new PoolShape(2, WindowAxis.UNIT, axis, axis);
    double[] x = Samples.doubles(samples.wholes(162));
    double[] yBar = Samples.doubles(samples.wholes(2 * shape.outPlane()));
    double[] y = new double[yBar.length];
    double[] xBar = new double[162];
    set.averagePool(shape, true, 0, 1, x, 0, y, 0);
    set.averagePoolBackward(shape, true, 0, 1, yBar, 0, xBar, 0);
    double left = 0;
    double right = 0;
    for (int i = 0; i < y.length; i++) {
      left += y[i] * yBar[i];
    }
    for (int i = 0; i < x.length; i++) {
      right += x[i] * xBar[i];
    }
    assertEquals(left, right);
  }

  @Test
  void aHandfulByHand() {
    PoolShape shape =
        new PoolShape(1, WindowAxis.UNIT, WindowAxis.UNIT, WindowAxis.of(4, 3, 1, 1, 1, 1));
    float[] x = {1, 3, 3, Float.NaN};
    float[] y = new float[4];
    long[] indices = new long[4];
    sets()
        .forEach(
            set -> {
              set.maxPool(shape, 0, 1, x, 0, y, 0);
              set.maxPoolIndices(shape, 0, 1, x, 0, indices, 0);
              assertArrayEquals(new float[] {3, 3, Float.NaN, Float.NaN}, y);
              assertArrayEquals(new long[] {1, 1, 3, 3}, indices);
              set.averagePool(shape, true, 0, 1, new float[] {3, 6, 9, 12}, 0, y, 0);
              assertArrayEquals(new float[] {3, 6, 9, 7}, y);
              set.averagePool(shape, false, 0, 1, new float[] {3, 6, 9, 12}, 0, y, 0);
              assertArrayEquals(new float[] {4.5f, 6, 9, 10.5f}, y);
            });
  }
}
