package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Tiles.LANES;
import static gradus.runtime.kernel.simd.Tiles.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// One output line of a pooling with windows of 2 × 2, side by side.
final class Halves {

  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
  private static final VectorShuffle<Float> EVEN = VectorShuffle.makeUnzip(SPECIES, 0);
  private static final VectorShuffle<Float> ODD = VectorShuffle.makeUnzip(SPECIES, 1);
  private static final IntVector TWICE = IntVector.broadcast(INTS, 0).addIndex(2);

  private Halves() {}

  /// Maxima of the windows in the line at `from` and the one `width` further on.
  static void max(float[] x, int from, int width, float[] y, int yOffset, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector a = FloatVector.fromArray(SPECIES, x, from + 2 * i);
      FloatVector b = FloatVector.fromArray(SPECIES, x, from + 2 * i + LANES);
      FloatVector c = FloatVector.fromArray(SPECIES, x, from + 2 * i + width);
      FloatVector d = FloatVector.fromArray(SPECIES, x, from + 2 * i + width + LANES);
      FloatVector most = larger(a.rearrange(EVEN, b), a.rearrange(ODD, b));
      most = larger(most, c.rearrange(EVEN, d));
      larger(most, c.rearrange(ODD, d)).intoArray(y, yOffset + i);
    }
    for (; i < count; i++) {
      int at = from + 2 * i;
      float most = beats(x[at + 1], x[at]) ? x[at + 1] : x[at];
      most = beats(x[at + width], most) ? x[at + width] : most;
      most = beats(x[at + width + 1], most) ? x[at + width + 1] : most;
      y[yOffset + i] = most;
    }
  }

  /// Where the maxima lie; `place` is the place of the line at `from` in its plane.
  static void indices(
      float[] x, int from, int width, int place, long[] indices, int iOffset, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector a = FloatVector.fromArray(SPECIES, x, from + 2 * i);
      FloatVector b = FloatVector.fromArray(SPECIES, x, from + 2 * i + LANES);
      FloatVector c = FloatVector.fromArray(SPECIES, x, from + 2 * i + width);
      FloatVector d = FloatVector.fromArray(SPECIES, x, from + 2 * i + width + LANES);
      FloatVector most = a.rearrange(EVEN, b);
      IntVector shift = IntVector.zero(INTS);
      FloatVector next = a.rearrange(ODD, b);
      VectorMask<Float> wins = beats(next, most);
      most = most.blend(next, wins);
      shift = shift.blend(1, wins.cast(INTS));
      next = c.rearrange(EVEN, d);
      wins = beats(next, most);
      most = most.blend(next, wins);
      shift = shift.blend(width, wins.cast(INTS));
      wins = beats(c.rearrange(ODD, d), most);
      shift = shift.blend(width + 1, wins.cast(INTS));
      store(shift.add(TWICE).add(place + 2 * i), indices, iOffset + i);
    }
    for (; i < count; i++) {
      int at = from + 2 * i;
      int best = beats(x[at + 1], x[at]) ? 1 : 0;
      best = beats(x[at + width], x[at + best]) ? width : best;
      best = beats(x[at + width + 1], x[at + best]) ? width + 1 : best;
      indices[iOffset + i] = place + 2L * i + best;
    }
  }

  private static void store(IntVector values, long[] indices, int at) {
    values.convertShape(VectorOperators.I2L, LONGS, 0).reinterpretAsLongs().intoArray(indices, at);
    values
        .convertShape(VectorOperators.I2L, LONGS, 1)
        .reinterpretAsLongs()
        .intoArray(indices, at + LANES / 2);
  }

  /// Means of the windows.
  static void average(float[] x, int from, int width, float[] y, int yOffset, int count) {
    int i = 0;
    for (; i <= count - LANES; i += LANES) {
      FloatVector a = FloatVector.fromArray(SPECIES, x, from + 2 * i);
      FloatVector b = FloatVector.fromArray(SPECIES, x, from + 2 * i + LANES);
      FloatVector c = FloatVector.fromArray(SPECIES, x, from + 2 * i + width);
      FloatVector d = FloatVector.fromArray(SPECIES, x, from + 2 * i + width + LANES);
      FloatVector sum = a.rearrange(EVEN, b).add(a.rearrange(ODD, b));
      sum = sum.add(c.rearrange(EVEN, d)).add(c.rearrange(ODD, d));
      sum.div(4).intoArray(y, yOffset + i);
    }
    for (; i < count; i++) {
      int at = from + 2 * i;
      y[yOffset + i] = (x[at] + x[at + 1] + x[at + width] + x[at + width + 1]) / 4;
    }
  }

  private static FloatVector larger(FloatVector most, FloatVector next) {
    return most.blend(next, beats(next, most));
  }

  /// Where `next` is larger, or the first NaN.
  private static VectorMask<Float> beats(FloatVector next, FloatVector most) {
    VectorMask<Float> isNumber = most.compare(VectorOperators.EQ, most);
    return isNumber.andNot(next.compare(VectorOperators.LE, most));
  }

  private static boolean beats(float next, float most) {
    return !Float.isNaN(most) && !(next <= most);
  }
}
