package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Tiles.LANES;
import static gradus.runtime.kernel.simd.Tiles.SPECIES;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;

/// Square blocks of a matrix, as many lanes wide as a vector, turned in registers.
///
/// Zipping row `i` with row `i + LANES / 2`, for all `i`, and doing so log₂ LANES times, turns rows
/// into columns. The steps are written out so that all rows stay in registers.
final class Transposes {

  private static final VectorShuffle<Float> LOW = VectorShuffle.makeZip(SPECIES, 0);
  private static final VectorShuffle<Float> HIGH = VectorShuffle.makeZip(SPECIES, 1);

  private Transposes() {}

  /// Whether `block` can fill panels of that height, and is worth it.
  static boolean serves(int height) {
    return height >= LANES / 2 && (height <= LANES || height % LANES == 0);
  }

  /// Turns `LANES` columns of rows `stride` apart: column `k` goes to `to + k · height`, where
  /// `LANES` floats are written. Rows after row `last` repeat it.
  static void block(
      float[] source, int from, int stride, int last, float[] target, int to, int height) {
    switch (LANES) {
      case 16 -> block16(source, from, stride, last, target, to, height);
      case 8 -> block8(source, from, stride, last, target, to, height);
      default -> block4(source, from, stride, last, target, to, height);
    }
  }

  private static void block16(
      float[] source, int from, int stride, int last, float[] target, int to, int height) {
    FloatVector a0 = FloatVector.fromArray(SPECIES, source, from);
    FloatVector a1 = FloatVector.fromArray(SPECIES, source, from + Math.min(1, last) * stride);
    FloatVector a2 = FloatVector.fromArray(SPECIES, source, from + Math.min(2, last) * stride);
    FloatVector a3 = FloatVector.fromArray(SPECIES, source, from + Math.min(3, last) * stride);
    FloatVector a4 = FloatVector.fromArray(SPECIES, source, from + Math.min(4, last) * stride);
    FloatVector a5 = FloatVector.fromArray(SPECIES, source, from + Math.min(5, last) * stride);
    FloatVector a6 = FloatVector.fromArray(SPECIES, source, from + Math.min(6, last) * stride);
    FloatVector a7 = FloatVector.fromArray(SPECIES, source, from + Math.min(7, last) * stride);
    FloatVector a8 = FloatVector.fromArray(SPECIES, source, from + Math.min(8, last) * stride);
    FloatVector a9 = FloatVector.fromArray(SPECIES, source, from + Math.min(9, last) * stride);
    FloatVector a10 = FloatVector.fromArray(SPECIES, source, from + Math.min(10, last) * stride);
    FloatVector a11 = FloatVector.fromArray(SPECIES, source, from + Math.min(11, last) * stride);
    FloatVector a12 = FloatVector.fromArray(SPECIES, source, from + Math.min(12, last) * stride);
    FloatVector a13 = FloatVector.fromArray(SPECIES, source, from + Math.min(13, last) * stride);
    FloatVector a14 = FloatVector.fromArray(SPECIES, source, from + Math.min(14, last) * stride);
    FloatVector a15 = FloatVector.fromArray(SPECIES, source, from + Math.min(15, last) * stride);
    FloatVector b0 = a0.rearrange(LOW, a8);
    FloatVector b1 = a0.rearrange(HIGH, a8);
    FloatVector b2 = a1.rearrange(LOW, a9);
    FloatVector b3 = a1.rearrange(HIGH, a9);
    FloatVector b4 = a2.rearrange(LOW, a10);
    FloatVector b5 = a2.rearrange(HIGH, a10);
    FloatVector b6 = a3.rearrange(LOW, a11);
    FloatVector b7 = a3.rearrange(HIGH, a11);
    FloatVector b8 = a4.rearrange(LOW, a12);
    FloatVector b9 = a4.rearrange(HIGH, a12);
    FloatVector b10 = a5.rearrange(LOW, a13);
    FloatVector b11 = a5.rearrange(HIGH, a13);
    FloatVector b12 = a6.rearrange(LOW, a14);
    FloatVector b13 = a6.rearrange(HIGH, a14);
    FloatVector b14 = a7.rearrange(LOW, a15);
    FloatVector b15 = a7.rearrange(HIGH, a15);
    FloatVector c0 = b0.rearrange(LOW, b8);
    FloatVector c1 = b0.rearrange(HIGH, b8);
    FloatVector c2 = b1.rearrange(LOW, b9);
    FloatVector c3 = b1.rearrange(HIGH, b9);
    FloatVector c4 = b2.rearrange(LOW, b10);
    FloatVector c5 = b2.rearrange(HIGH, b10);
    FloatVector c6 = b3.rearrange(LOW, b11);
    FloatVector c7 = b3.rearrange(HIGH, b11);
    FloatVector c8 = b4.rearrange(LOW, b12);
    FloatVector c9 = b4.rearrange(HIGH, b12);
    FloatVector c10 = b5.rearrange(LOW, b13);
    FloatVector c11 = b5.rearrange(HIGH, b13);
    FloatVector c12 = b6.rearrange(LOW, b14);
    FloatVector c13 = b6.rearrange(HIGH, b14);
    FloatVector c14 = b7.rearrange(LOW, b15);
    FloatVector c15 = b7.rearrange(HIGH, b15);
    FloatVector d0 = c0.rearrange(LOW, c8);
    FloatVector d1 = c0.rearrange(HIGH, c8);
    FloatVector d2 = c1.rearrange(LOW, c9);
    FloatVector d3 = c1.rearrange(HIGH, c9);
    FloatVector d4 = c2.rearrange(LOW, c10);
    FloatVector d5 = c2.rearrange(HIGH, c10);
    FloatVector d6 = c3.rearrange(LOW, c11);
    FloatVector d7 = c3.rearrange(HIGH, c11);
    FloatVector d8 = c4.rearrange(LOW, c12);
    FloatVector d9 = c4.rearrange(HIGH, c12);
    FloatVector d10 = c5.rearrange(LOW, c13);
    FloatVector d11 = c5.rearrange(HIGH, c13);
    FloatVector d12 = c6.rearrange(LOW, c14);
    FloatVector d13 = c6.rearrange(HIGH, c14);
    FloatVector d14 = c7.rearrange(LOW, c15);
    FloatVector d15 = c7.rearrange(HIGH, c15);
    FloatVector e0 = d0.rearrange(LOW, d8);
    FloatVector e1 = d0.rearrange(HIGH, d8);
    FloatVector e2 = d1.rearrange(LOW, d9);
    FloatVector e3 = d1.rearrange(HIGH, d9);
    FloatVector e4 = d2.rearrange(LOW, d10);
    FloatVector e5 = d2.rearrange(HIGH, d10);
    FloatVector e6 = d3.rearrange(LOW, d11);
    FloatVector e7 = d3.rearrange(HIGH, d11);
    FloatVector e8 = d4.rearrange(LOW, d12);
    FloatVector e9 = d4.rearrange(HIGH, d12);
    FloatVector e10 = d5.rearrange(LOW, d13);
    FloatVector e11 = d5.rearrange(HIGH, d13);
    FloatVector e12 = d6.rearrange(LOW, d14);
    FloatVector e13 = d6.rearrange(HIGH, d14);
    FloatVector e14 = d7.rearrange(LOW, d15);
    FloatVector e15 = d7.rearrange(HIGH, d15);
    e0.intoArray(target, to);
    e1.intoArray(target, to + height);
    e2.intoArray(target, to + 2 * height);
    e3.intoArray(target, to + 3 * height);
    e4.intoArray(target, to + 4 * height);
    e5.intoArray(target, to + 5 * height);
    e6.intoArray(target, to + 6 * height);
    e7.intoArray(target, to + 7 * height);
    e8.intoArray(target, to + 8 * height);
    e9.intoArray(target, to + 9 * height);
    e10.intoArray(target, to + 10 * height);
    e11.intoArray(target, to + 11 * height);
    e12.intoArray(target, to + 12 * height);
    e13.intoArray(target, to + 13 * height);
    e14.intoArray(target, to + 14 * height);
    e15.intoArray(target, to + 15 * height);
  }

  private static void block8(
      float[] source, int from, int stride, int last, float[] target, int to, int height) {
    FloatVector a0 = FloatVector.fromArray(SPECIES, source, from);
    FloatVector a1 = FloatVector.fromArray(SPECIES, source, from + Math.min(1, last) * stride);
    FloatVector a2 = FloatVector.fromArray(SPECIES, source, from + Math.min(2, last) * stride);
    FloatVector a3 = FloatVector.fromArray(SPECIES, source, from + Math.min(3, last) * stride);
    FloatVector a4 = FloatVector.fromArray(SPECIES, source, from + Math.min(4, last) * stride);
    FloatVector a5 = FloatVector.fromArray(SPECIES, source, from + Math.min(5, last) * stride);
    FloatVector a6 = FloatVector.fromArray(SPECIES, source, from + Math.min(6, last) * stride);
    FloatVector a7 = FloatVector.fromArray(SPECIES, source, from + Math.min(7, last) * stride);
    FloatVector b0 = a0.rearrange(LOW, a4);
    FloatVector b1 = a0.rearrange(HIGH, a4);
    FloatVector b2 = a1.rearrange(LOW, a5);
    FloatVector b3 = a1.rearrange(HIGH, a5);
    FloatVector b4 = a2.rearrange(LOW, a6);
    FloatVector b5 = a2.rearrange(HIGH, a6);
    FloatVector b6 = a3.rearrange(LOW, a7);
    FloatVector b7 = a3.rearrange(HIGH, a7);
    FloatVector c0 = b0.rearrange(LOW, b4);
    FloatVector c1 = b0.rearrange(HIGH, b4);
    FloatVector c2 = b1.rearrange(LOW, b5);
    FloatVector c3 = b1.rearrange(HIGH, b5);
    FloatVector c4 = b2.rearrange(LOW, b6);
    FloatVector c5 = b2.rearrange(HIGH, b6);
    FloatVector c6 = b3.rearrange(LOW, b7);
    FloatVector c7 = b3.rearrange(HIGH, b7);
    FloatVector d0 = c0.rearrange(LOW, c4);
    FloatVector d1 = c0.rearrange(HIGH, c4);
    FloatVector d2 = c1.rearrange(LOW, c5);
    FloatVector d3 = c1.rearrange(HIGH, c5);
    FloatVector d4 = c2.rearrange(LOW, c6);
    FloatVector d5 = c2.rearrange(HIGH, c6);
    FloatVector d6 = c3.rearrange(LOW, c7);
    FloatVector d7 = c3.rearrange(HIGH, c7);
    d0.intoArray(target, to);
    d1.intoArray(target, to + height);
    d2.intoArray(target, to + 2 * height);
    d3.intoArray(target, to + 3 * height);
    d4.intoArray(target, to + 4 * height);
    d5.intoArray(target, to + 5 * height);
    d6.intoArray(target, to + 6 * height);
    d7.intoArray(target, to + 7 * height);
  }

  private static void block4(
      float[] source, int from, int stride, int last, float[] target, int to, int height) {
    FloatVector a0 = FloatVector.fromArray(SPECIES, source, from);
    FloatVector a1 = FloatVector.fromArray(SPECIES, source, from + Math.min(1, last) * stride);
    FloatVector a2 = FloatVector.fromArray(SPECIES, source, from + Math.min(2, last) * stride);
    FloatVector a3 = FloatVector.fromArray(SPECIES, source, from + Math.min(3, last) * stride);
    FloatVector b0 = a0.rearrange(LOW, a2);
    FloatVector b1 = a0.rearrange(HIGH, a2);
    FloatVector b2 = a1.rearrange(LOW, a3);
    FloatVector b3 = a1.rearrange(HIGH, a3);
    FloatVector c0 = b0.rearrange(LOW, b2);
    FloatVector c1 = b0.rearrange(HIGH, b2);
    FloatVector c2 = b1.rearrange(LOW, b3);
    FloatVector c3 = b1.rearrange(HIGH, b3);
    c0.intoArray(target, to);
    c1.intoArray(target, to + height);
    c2.intoArray(target, to + 2 * height);
    c3.intoArray(target, to + 3 * height);
  }
}
