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

/// Output lines of a pooling with windows of 2 × 2, side by side, two lines of the input to each.
/// Lines are often shorter than a vector, so every step is masked, and none is left over; the masks
/// are made once for all lines. Calls are written out, because a vector that is handed to a method
/// which C2 does not inline becomes an object.
///
/// A maximum gives way to the next value if that is larger, or the first NaN.
final class Halves {

  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;
  private static final VectorShuffle<Float> EVEN = VectorShuffle.makeUnzip(SPECIES, 0);
  private static final VectorShuffle<Float> ODD = VectorShuffle.makeUnzip(SPECIES, 1);
  private static final VectorShuffle<Float> LOW = VectorShuffle.makeZip(SPECIES, 0);
  private static final VectorShuffle<Float> HIGH = VectorShuffle.makeZip(SPECIES, 1);
  private static final VectorShuffle<Integer> UPPER = VectorShuffle.iota(INTS, LANES / 2, 1, true);
  private static final IntVector TWICE = IntVector.broadcast(INTS, 0).addIndex(2);

  private Halves() {}

  /// Maxima of the windows in `lines` pairs of lines, `width` apart, from the one at `from` on.
  static void max(float[] x, int from, int width, float[] y, int yOffset, int count, int lines) {
    for (int i = 0; i < count; i += LANES) {
      VectorMask<Float> first = SPECIES.indexInRange(2 * i, 2 * count);
      VectorMask<Float> second = SPECIES.indexInRange(2 * i + LANES, 2 * count);
      VectorMask<Float> own = SPECIES.indexInRange(i, count);
      for (int line = 0; line < lines; line++) {
        int at = from + 2 * (line * width + i);
        FloatVector a = FloatVector.fromArray(SPECIES, x, at, first);
        FloatVector b = FloatVector.fromArray(SPECIES, x, at + LANES, second);
        FloatVector c = FloatVector.fromArray(SPECIES, x, at + width, first);
        FloatVector d = FloatVector.fromArray(SPECIES, x, at + width + LANES, second);
        FloatVector most = a.rearrange(EVEN, b);
        FloatVector next = a.rearrange(ODD, b);
        VectorMask<Float> wins =
            most.compare(VectorOperators.EQ, most).andNot(next.compare(VectorOperators.LE, most));
        most = most.blend(next, wins);
        next = c.rearrange(EVEN, d);
        wins =
            most.compare(VectorOperators.EQ, most).andNot(next.compare(VectorOperators.LE, most));
        most = most.blend(next, wins);
        next = c.rearrange(ODD, d);
        wins =
            most.compare(VectorOperators.EQ, most).andNot(next.compare(VectorOperators.LE, most));
        most = most.blend(next, wins);
        most.intoArray(y, yOffset + line * count + i, own);
      }
    }
  }

  /// Where the maxima lie, in the plane that begins at `from`.
  static void indices(
      float[] x, int from, int width, long[] indices, int iOffset, int count, int lines) {
    for (int i = 0; i < count; i += LANES) {
      VectorMask<Float> first = SPECIES.indexInRange(2 * i, 2 * count);
      VectorMask<Float> second = SPECIES.indexInRange(2 * i + LANES, 2 * count);
      VectorMask<Long> low = LONGS.indexInRange(i, count);
      VectorMask<Long> high = LONGS.indexInRange(i + LANES / 2, count);
      for (int line = 0; line < lines; line++) {
        int at = from + 2 * (line * width + i);
        FloatVector a = FloatVector.fromArray(SPECIES, x, at, first);
        FloatVector b = FloatVector.fromArray(SPECIES, x, at + LANES, second);
        FloatVector c = FloatVector.fromArray(SPECIES, x, at + width, first);
        FloatVector d = FloatVector.fromArray(SPECIES, x, at + width + LANES, second);
        FloatVector most = a.rearrange(EVEN, b);
        FloatVector next = a.rearrange(ODD, b);
        VectorMask<Float> wins =
            most.compare(VectorOperators.EQ, most).andNot(next.compare(VectorOperators.LE, most));
        IntVector shift = IntVector.zero(INTS).blend(1, wins.cast(INTS));
        most = most.blend(next, wins);
        next = c.rearrange(EVEN, d);
        wins =
            most.compare(VectorOperators.EQ, most).andNot(next.compare(VectorOperators.LE, most));
        shift = shift.blend(width, wins.cast(INTS));
        most = most.blend(next, wins);
        next = c.rearrange(ODD, d);
        wins =
            most.compare(VectorOperators.EQ, most).andNot(next.compare(VectorOperators.LE, most));
        shift = shift.blend(width + 1, wins.cast(INTS));
        IntVector places = shift.add(TWICE).add(2 * (line * width + i));
        ((LongVector) places.convertShape(VectorOperators.I2L, LONGS, 0))
            .intoArray(indices, iOffset + line * count + i, low);
        ((LongVector) places.rearrange(UPPER).convertShape(VectorOperators.I2L, LONGS, 0))
            .intoArray(indices, iOffset + line * count + i + LANES / 2, high);
      }
    }
  }

  /// Gives each cotangent to the element that is its window's maximum, and 0 to the other three.
  static void gradient(
      float[] x,
      int from,
      int width,
      float[] yBar,
      int yOffset,
      float[] xBar,
      int to,
      int count,
      int lines) {
    for (int i = 0; i < count; i += LANES) {
      VectorMask<Float> first = SPECIES.indexInRange(2 * i, 2 * count);
      VectorMask<Float> second = SPECIES.indexInRange(2 * i + LANES, 2 * count);
      VectorMask<Float> own = SPECIES.indexInRange(i, count);
      for (int line = 0; line < lines; line++) {
        int at = from + 2 * (line * width + i);
        FloatVector a = FloatVector.fromArray(SPECIES, x, at, first);
        FloatVector b = FloatVector.fromArray(SPECIES, x, at + LANES, second);
        FloatVector c = FloatVector.fromArray(SPECIES, x, at + width, first);
        FloatVector d = FloatVector.fromArray(SPECIES, x, at + width + LANES, second);
        FloatVector most = a.rearrange(EVEN, b);
        FloatVector next = a.rearrange(ODD, b);
        VectorMask<Float> wins1 =
            most.compare(VectorOperators.EQ, most).andNot(next.compare(VectorOperators.LE, most));
        most = most.blend(next, wins1);
        next = c.rearrange(EVEN, d);
        VectorMask<Float> wins2 =
            most.compare(VectorOperators.EQ, most).andNot(next.compare(VectorOperators.LE, most));
        most = most.blend(next, wins2);
        next = c.rearrange(ODD, d);
        VectorMask<Float> wins3 =
            most.compare(VectorOperators.EQ, most).andNot(next.compare(VectorOperators.LE, most));
        FloatVector zero = FloatVector.zero(SPECIES);
        // a sum from +0, as the gradient is: −0 becomes +0
        FloatVector g =
            FloatVector.fromArray(SPECIES, yBar, yOffset + line * count + i, own).add(zero);
        FloatVector g3 = zero.blend(g, wins3);
        FloatVector rest = g.blend(zero, wins3);
        FloatVector g2 = zero.blend(rest, wins2);
        rest = rest.blend(zero, wins2);
        FloatVector g1 = zero.blend(rest, wins1);
        FloatVector g0 = rest.blend(zero, wins1);
        int target = to + 2 * (line * width + i);
        g0.rearrange(LOW, g1).intoArray(xBar, target, first);
        g0.rearrange(HIGH, g1).intoArray(xBar, target + LANES, second);
        g2.rearrange(LOW, g3).intoArray(xBar, target + width, first);
        g2.rearrange(HIGH, g3).intoArray(xBar, target + width + LANES, second);
      }
    }
  }

  /// Means of the windows.
  static void average(
      float[] x, int from, int width, float[] y, int yOffset, int count, int lines) {
    for (int i = 0; i < count; i += LANES) {
      VectorMask<Float> first = SPECIES.indexInRange(2 * i, 2 * count);
      VectorMask<Float> second = SPECIES.indexInRange(2 * i + LANES, 2 * count);
      VectorMask<Float> own = SPECIES.indexInRange(i, count);
      for (int line = 0; line < lines; line++) {
        int at = from + 2 * (line * width + i);
        FloatVector a = FloatVector.fromArray(SPECIES, x, at, first);
        FloatVector b = FloatVector.fromArray(SPECIES, x, at + LANES, second);
        FloatVector c = FloatVector.fromArray(SPECIES, x, at + width, first);
        FloatVector d = FloatVector.fromArray(SPECIES, x, at + width + LANES, second);
        FloatVector sum = a.rearrange(EVEN, b).add(a.rearrange(ODD, b));
        sum = sum.add(c.rearrange(EVEN, d)).add(c.rearrange(ODD, d));
        sum.div(4).intoArray(y, yOffset + line * count + i, own);
      }
    }
  }
}
