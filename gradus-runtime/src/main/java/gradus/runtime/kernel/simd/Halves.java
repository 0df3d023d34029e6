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

/// One output line of a pooling with windows of 2 × 2, side by side. Lines are often shorter than a
/// vector, so every step is masked, and none is left over.
final class Halves {

  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
  private static final VectorShuffle<Float> EVEN = VectorShuffle.makeUnzip(SPECIES, 0);
  private static final VectorShuffle<Float> ODD = VectorShuffle.makeUnzip(SPECIES, 1);
  private static final IntVector TWICE = IntVector.broadcast(INTS, 0).addIndex(2);

  private Halves() {}

  /// Maxima of the windows in the line at `from` and the one `width` further on.
  static void max(float[] x, int from, int width, float[] y, int yOffset, int count) {
    for (int i = 0; i < count; i += LANES) {
      VectorMask<Float> first = SPECIES.indexInRange(2 * i, 2 * count);
      VectorMask<Float> second = SPECIES.indexInRange(2 * i + LANES, 2 * count);
      int at = from + 2 * i;
      FloatVector a = FloatVector.fromArray(SPECIES, x, at, first);
      FloatVector b = FloatVector.fromArray(SPECIES, x, at + LANES, second);
      FloatVector c = FloatVector.fromArray(SPECIES, x, at + width, first);
      FloatVector d = FloatVector.fromArray(SPECIES, x, at + width + LANES, second);
      FloatVector most = larger(a.rearrange(EVEN, b), a.rearrange(ODD, b));
      most = larger(most, c.rearrange(EVEN, d));
      most = larger(most, c.rearrange(ODD, d));
      most.intoArray(y, yOffset + i, SPECIES.indexInRange(i, count));
    }
  }

  /// Where the maxima lie; `place` is the place of the line at `from` in its plane.
  static void indices(
      float[] x, int from, int width, int place, long[] indices, int iOffset, int count) {
    for (int i = 0; i < count; i += LANES) {
      VectorMask<Float> first = SPECIES.indexInRange(2 * i, 2 * count);
      VectorMask<Float> second = SPECIES.indexInRange(2 * i + LANES, 2 * count);
      int at = from + 2 * i;
      FloatVector a = FloatVector.fromArray(SPECIES, x, at, first);
      FloatVector b = FloatVector.fromArray(SPECIES, x, at + LANES, second);
      FloatVector c = FloatVector.fromArray(SPECIES, x, at + width, first);
      FloatVector d = FloatVector.fromArray(SPECIES, x, at + width + LANES, second);
      FloatVector most = a.rearrange(EVEN, b);
      FloatVector next = a.rearrange(ODD, b);
      VectorMask<Float> wins = beats(next, most);
      IntVector shift = IntVector.zero(INTS).blend(1, wins.cast(INTS));
      most = most.blend(next, wins);
      next = c.rearrange(EVEN, d);
      wins = beats(next, most);
      shift = shift.blend(width, wins.cast(INTS));
      most = most.blend(next, wins);
      wins = beats(c.rearrange(ODD, d), most);
      shift = shift.blend(width + 1, wins.cast(INTS));
      store(shift.add(TWICE).add(place + 2 * i), indices, iOffset, i, count);
    }
  }

  private static void store(IntVector values, long[] indices, int iOffset, int i, int count) {
    LongVector low = (LongVector) values.convertShape(VectorOperators.I2L, LONGS, 0);
    LongVector high = (LongVector) values.convertShape(VectorOperators.I2L, LONGS, 1);
    int half = LANES / 2;
    low.intoArray(indices, iOffset + i, LONGS.indexInRange(i, count));
    high.intoArray(indices, iOffset + i + half, LONGS.indexInRange(i + half, count));
  }

  /// Means of the windows.
  static void average(float[] x, int from, int width, float[] y, int yOffset, int count) {
    for (int i = 0; i < count; i += LANES) {
      VectorMask<Float> first = SPECIES.indexInRange(2 * i, 2 * count);
      VectorMask<Float> second = SPECIES.indexInRange(2 * i + LANES, 2 * count);
      int at = from + 2 * i;
      FloatVector a = FloatVector.fromArray(SPECIES, x, at, first);
      FloatVector b = FloatVector.fromArray(SPECIES, x, at + LANES, second);
      FloatVector c = FloatVector.fromArray(SPECIES, x, at + width, first);
      FloatVector d = FloatVector.fromArray(SPECIES, x, at + width + LANES, second);
      FloatVector sum = a.rearrange(EVEN, b).add(a.rearrange(ODD, b));
      sum = sum.add(c.rearrange(EVEN, d)).add(c.rearrange(ODD, d));
      sum.div(4).intoArray(y, yOffset + i, SPECIES.indexInRange(i, count));
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
}
