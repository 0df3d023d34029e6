package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Lanes.BYTES;
import static gradus.runtime.kernel.simd.Lanes.FLOATS;
import static gradus.runtime.kernel.simd.Lanes.LANES;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// The loops of {@link SimdMaps} that choose between rows and single numbers.
final class SelectLoops {

  private SelectLoops() {}

  static void select(
      byte[] m, int mo, float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      VectorMask<Float> chosen =
          ByteVector.fromArray(BYTES, m, mo + i).compare(VectorOperators.NE, (byte) 0).cast(FLOATS);
      FloatVector other = fromArray(FLOATS, y, yo + i);
      other.blend(fromArray(FLOATS, x, xo + i), chosen).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = m[mo + i] != 0 ? x[xo + i] : y[yo + i];
    }
  }

  static void select(byte[] m, int mo, float[] x, int xo, float y, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      VectorMask<Float> chosen =
          ByteVector.fromArray(BYTES, m, mo + i).compare(VectorOperators.NE, (byte) 0).cast(FLOATS);
      FloatVector other = broadcast(FLOATS, y);
      other.blend(fromArray(FLOATS, x, xo + i), chosen).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = m[mo + i] != 0 ? x[xo + i] : y;
    }
  }

  static void select(byte[] m, int mo, float x, float[] y, int yo, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      VectorMask<Float> chosen =
          ByteVector.fromArray(BYTES, m, mo + i).compare(VectorOperators.NE, (byte) 0).cast(FLOATS);
      FloatVector other = fromArray(FLOATS, y, yo + i);
      other.blend(broadcast(FLOATS, x), chosen).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = m[mo + i] != 0 ? x : y[yo + i];
    }
  }

  static void select(byte[] m, int mo, float x, float y, float[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      VectorMask<Float> chosen =
          ByteVector.fromArray(BYTES, m, mo + i).compare(VectorOperators.NE, (byte) 0).cast(FLOATS);
      FloatVector other = broadcast(FLOATS, y);
      other.blend(broadcast(FLOATS, x), chosen).intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = m[mo + i] != 0 ? x : y;
    }
  }
}
