package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Tiles.LANES;
import static gradus.runtime.kernel.simd.Tiles.SPECIES;
import static gradus.runtime.kernel.simd.Tiles.WIDTH;

import jdk.incubator.vector.FloatVector;

/// One row times packed panels, up to four at a time: a single panel's two accumulators would wait
/// for each other, since each fused multiply-add needs the one before.
final class PanelRow {

  /// The most panels that are taken together.
  static final int PANELS = 4;

  private PanelRow() {}

  /// The sums over `count` steps of one to four panels that lie `stride` floats apart, from +0, in
  /// order.
  static void run(
      int number,
      float[] a,
      int aOffset,
      int count,
      float[] panels,
      int offset,
      int stride,
      float[] c,
      int cOffset) {
    switch (number) {
      case 4 -> panels4(a, aOffset, count, panels, offset, stride, c, cOffset);
      case 3 -> panels3(a, aOffset, count, panels, offset, stride, c, cOffset);
      case 2 -> panels2(a, aOffset, count, panels, offset, stride, c, cOffset);
      case 1 -> PackedTiles.run(1, a, aOffset, panels, offset, count, c, cOffset, WIDTH);
      default -> throw new IllegalArgumentException("no row of " + number + " panels");
    }
  }

  private static void panels4(
      float[] a,
      int aOffset,
      int count,
      float[] panels,
      int offset,
      int stride,
      float[] c,
      int cOffset) {
    FloatVector c0a = FloatVector.zero(SPECIES);
    FloatVector c0b = FloatVector.zero(SPECIES);
    FloatVector c1a = FloatVector.zero(SPECIES);
    FloatVector c1b = FloatVector.zero(SPECIES);
    FloatVector c2a = FloatVector.zero(SPECIES);
    FloatVector c2b = FloatVector.zero(SPECIES);
    FloatVector c3a = FloatVector.zero(SPECIES);
    FloatVector c3b = FloatVector.zero(SPECIES);
    int p1 = offset + stride;
    int p2 = offset + 2 * stride;
    int p3 = offset + 3 * stride;
    for (int k = 0; k < count; k++) {
      FloatVector ak = FloatVector.broadcast(SPECIES, a[aOffset + k]);
      int at0 = offset + k * WIDTH;
      c0a = ak.fma(FloatVector.fromArray(SPECIES, panels, at0), c0a);
      c0b = ak.fma(FloatVector.fromArray(SPECIES, panels, at0 + LANES), c0b);
      int at1 = p1 + k * WIDTH;
      c1a = ak.fma(FloatVector.fromArray(SPECIES, panels, at1), c1a);
      c1b = ak.fma(FloatVector.fromArray(SPECIES, panels, at1 + LANES), c1b);
      int at2 = p2 + k * WIDTH;
      c2a = ak.fma(FloatVector.fromArray(SPECIES, panels, at2), c2a);
      c2b = ak.fma(FloatVector.fromArray(SPECIES, panels, at2 + LANES), c2b);
      int at3 = p3 + k * WIDTH;
      c3a = ak.fma(FloatVector.fromArray(SPECIES, panels, at3), c3a);
      c3b = ak.fma(FloatVector.fromArray(SPECIES, panels, at3 + LANES), c3b);
    }
    c0a.intoArray(c, cOffset);
    c0b.intoArray(c, cOffset + LANES);
    c1a.intoArray(c, cOffset + 2 * LANES);
    c1b.intoArray(c, cOffset + 3 * LANES);
    c2a.intoArray(c, cOffset + 4 * LANES);
    c2b.intoArray(c, cOffset + 5 * LANES);
    c3a.intoArray(c, cOffset + 6 * LANES);
    c3b.intoArray(c, cOffset + 7 * LANES);
  }

  private static void panels3(
      float[] a,
      int aOffset,
      int count,
      float[] panels,
      int offset,
      int stride,
      float[] c,
      int cOffset) {
    FloatVector c0a = FloatVector.zero(SPECIES);
    FloatVector c0b = FloatVector.zero(SPECIES);
    FloatVector c1a = FloatVector.zero(SPECIES);
    FloatVector c1b = FloatVector.zero(SPECIES);
    FloatVector c2a = FloatVector.zero(SPECIES);
    FloatVector c2b = FloatVector.zero(SPECIES);
    int p1 = offset + stride;
    int p2 = offset + 2 * stride;
    for (int k = 0; k < count; k++) {
      FloatVector ak = FloatVector.broadcast(SPECIES, a[aOffset + k]);
      int at0 = offset + k * WIDTH;
      c0a = ak.fma(FloatVector.fromArray(SPECIES, panels, at0), c0a);
      c0b = ak.fma(FloatVector.fromArray(SPECIES, panels, at0 + LANES), c0b);
      int at1 = p1 + k * WIDTH;
      c1a = ak.fma(FloatVector.fromArray(SPECIES, panels, at1), c1a);
      c1b = ak.fma(FloatVector.fromArray(SPECIES, panels, at1 + LANES), c1b);
      int at2 = p2 + k * WIDTH;
      c2a = ak.fma(FloatVector.fromArray(SPECIES, panels, at2), c2a);
      c2b = ak.fma(FloatVector.fromArray(SPECIES, panels, at2 + LANES), c2b);
    }
    c0a.intoArray(c, cOffset);
    c0b.intoArray(c, cOffset + LANES);
    c1a.intoArray(c, cOffset + 2 * LANES);
    c1b.intoArray(c, cOffset + 3 * LANES);
    c2a.intoArray(c, cOffset + 4 * LANES);
    c2b.intoArray(c, cOffset + 5 * LANES);
  }

  private static void panels2(
      float[] a,
      int aOffset,
      int count,
      float[] panels,
      int offset,
      int stride,
      float[] c,
      int cOffset) {
    FloatVector c0a = FloatVector.zero(SPECIES);
    FloatVector c0b = FloatVector.zero(SPECIES);
    FloatVector c1a = FloatVector.zero(SPECIES);
    FloatVector c1b = FloatVector.zero(SPECIES);
    int p1 = offset + stride;
    for (int k = 0; k < count; k++) {
      FloatVector ak = FloatVector.broadcast(SPECIES, a[aOffset + k]);
      int at0 = offset + k * WIDTH;
      c0a = ak.fma(FloatVector.fromArray(SPECIES, panels, at0), c0a);
      c0b = ak.fma(FloatVector.fromArray(SPECIES, panels, at0 + LANES), c0b);
      int at1 = p1 + k * WIDTH;
      c1a = ak.fma(FloatVector.fromArray(SPECIES, panels, at1), c1a);
      c1b = ak.fma(FloatVector.fromArray(SPECIES, panels, at1 + LANES), c1b);
    }
    c0a.intoArray(c, cOffset);
    c0b.intoArray(c, cOffset + LANES);
    c1a.intoArray(c, cOffset + 2 * LANES);
    c1b.intoArray(c, cOffset + 3 * LANES);
  }
}
