package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Tiles.LANES;
import static gradus.runtime.kernel.simd.Tiles.SPECIES;

import gradus.runtime.kernel.PoolShape;
import gradus.runtime.kernel.WindowAxis;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/// Output lines of a maximum pooling whose windows go on by one or two: neighbouring windows side
/// by side in a vector, those at the edges one by one.
///
/// Elements come in row-major order, and a maximum gives way to the next value if that is larger,
/// or the first NaN, as in plain loops.
final class MaxLines {

  /// Every other element of `2 · LANES − 1` that start at `a`, of which the last `LANES` are `b`.
  private static final VectorShuffle<Float> EVERY_OTHER =
      VectorShuffle.fromOp(SPECIES, i -> i < LANES / 2 ? 2 * i : LANES + 2 * i - (LANES - 1));

  private MaxLines() {}

  /// Whether lines are long enough, and windows near enough.
  static boolean serve(PoolShape s) {
    return s.depth().equals(WindowAxis.UNIT)
        && s.width().stride() <= 2
        && end(s.width()) - start(s.width()) >= LANES;
  }

  /// The first window that lies inside the line.
  private static int start(WindowAxis axis) {
    return Math.ceilDiv(axis.padBefore(), axis.stride());
  }

  /// One past the last window that lies inside the line.
  private static int end(WindowAxis axis) {
    int room = axis.in() - 1 - axis.position(0, axis.kernel() - 1);
    return Math.min(axis.out(), Math.floorDiv(room, axis.stride()) + 1);
  }

  /// The output line `line` of the plane at `plane`.
  static void max(PoolShape s, float[] x, int plane, int line, float[] y, int at) {
    int from = s.height().firstInside(line);
    int to = s.height().endInside(line);
    int start = start(s.width());
    int end = end(s.width());
    for (int o = 0; o < start; o++) {
      y[at + o] = one(s, x, plane, line, from, to, o);
    }
    if (from >= to) {
      Arrays.fill(y, at + start, at + end, Float.NEGATIVE_INFINITY);
    } else {
      for (int o = start; o < end; o += LANES) {
        // the last vector may take in some that are already done
        int first = Math.min(o, end - LANES);
        int corner = plane + s.width().position(first, 0);
        if (s.width().stride() == 1) {
          near(s, x, corner, line, from, to, y, at + first);
        } else {
          apart(s, x, corner, line, from, to, y, at + first);
        }
      }
    }
    for (int o = end; o < s.width().out(); o++) {
      y[at + o] = one(s, x, plane, line, from, to, o);
    }
  }

  private static void near(
      PoolShape s, float[] x, int corner, int line, int from, int to, float[] y, int at) {
    int width = s.width().in();
    int step = s.width().dilation();
    int taps = s.width().kernel();
    FloatVector most =
        FloatVector.fromArray(SPECIES, x, corner + s.height().position(line, from) * width);
    for (int j = from; j < to; j++) {
      int row = corner + s.height().position(line, j) * width;
      for (int i = 0; i < taps; i++) {
        FloatVector next = FloatVector.fromArray(SPECIES, x, row + i * step);
        VectorMask<Float> wins =
            next.compare(VectorOperators.GT, most)
                .or(
                    next.compare(VectorOperators.NE, next)
                        .and(most.compare(VectorOperators.EQ, most)));
        most = most.blend(next, wins);
      }
    }
    most.intoArray(y, at);
  }

  private static void apart(
      PoolShape s, float[] x, int corner, int line, int from, int to, float[] y, int at) {
    int width = s.width().in();
    int step = s.width().dilation();
    int taps = s.width().kernel();
    int top = corner + s.height().position(line, from) * width;
    FloatVector most =
        FloatVector.fromArray(SPECIES, x, top)
            .rearrange(EVERY_OTHER, FloatVector.fromArray(SPECIES, x, top + LANES - 1));
    for (int j = from; j < to; j++) {
      int row = corner + s.height().position(line, j) * width;
      for (int i = 0; i < taps; i++) {
        int place = row + i * step;
        FloatVector next =
            FloatVector.fromArray(SPECIES, x, place)
                .rearrange(EVERY_OTHER, FloatVector.fromArray(SPECIES, x, place + LANES - 1));
        VectorMask<Float> wins =
            next.compare(VectorOperators.GT, most)
                .or(
                    next.compare(VectorOperators.NE, next)
                        .and(most.compare(VectorOperators.EQ, most)));
        most = most.blend(next, wins);
      }
    }
    most.intoArray(y, at);
  }

  /// The maximum of one window.
  private static float one(
      PoolShape s, float[] x, int plane, int line, int from, int to, int window) {
    float most = Float.NEGATIVE_INFINITY;
    boolean none = true;
    int end = s.width().endInside(window);
    for (int j = from; j < to; j++) {
      int row = plane + s.height().position(line, j) * s.width().in();
      for (int i = s.width().firstInside(window); i < end; i++) {
        float next = x[row + s.width().position(window, i)];
        if (none || next > most || (Float.isNaN(next) && !Float.isNaN(most))) {
          most = next;
          none = false;
        }
      }
    }
    return most;
  }
}
