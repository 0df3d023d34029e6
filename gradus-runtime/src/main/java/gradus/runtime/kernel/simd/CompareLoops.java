package gradus.runtime.kernel.simd;

import static gradus.runtime.kernel.simd.Lanes.BYTES;
import static gradus.runtime.kernel.simd.Lanes.FLOATS;
import static gradus.runtime.kernel.simd.Lanes.LANES;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorOperators;

/// The loops of {@link SimdMaps} that compare: two rows, or a row with a single number.
final class CompareLoops {

  private CompareLoops() {}

  static void equal(float[] x, int xo, float[] y, int yo, byte[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      ByteVector.zero(BYTES)
          .blend(
              (byte) 1,
              fromArray(FLOATS, x, xo + i)
                  .compare(VectorOperators.EQ, fromArray(FLOATS, y, yo + i))
                  .cast(BYTES))
          .intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = (byte) (x[xo + i] == y[yo + i] ? 1 : 0);
    }
  }

  static void notEqual(float[] x, int xo, float[] y, int yo, byte[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      ByteVector.zero(BYTES)
          .blend(
              (byte) 1,
              fromArray(FLOATS, x, xo + i)
                  .compare(VectorOperators.NE, fromArray(FLOATS, y, yo + i))
                  .cast(BYTES))
          .intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = (byte) (x[xo + i] != y[yo + i] ? 1 : 0);
    }
  }

  static void less(float[] x, int xo, float[] y, int yo, byte[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      ByteVector.zero(BYTES)
          .blend(
              (byte) 1,
              fromArray(FLOATS, x, xo + i)
                  .compare(VectorOperators.LT, fromArray(FLOATS, y, yo + i))
                  .cast(BYTES))
          .intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = (byte) (x[xo + i] < y[yo + i] ? 1 : 0);
    }
  }

  static void lessOrEqual(float[] x, int xo, float[] y, int yo, byte[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      ByteVector.zero(BYTES)
          .blend(
              (byte) 1,
              fromArray(FLOATS, x, xo + i)
                  .compare(VectorOperators.LE, fromArray(FLOATS, y, yo + i))
                  .cast(BYTES))
          .intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = (byte) (x[xo + i] <= y[yo + i] ? 1 : 0);
    }
  }

  static void equal(float[] x, int xo, float y, byte[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      ByteVector.zero(BYTES)
          .blend((byte) 1, fromArray(FLOATS, x, xo + i).compare(VectorOperators.EQ, y).cast(BYTES))
          .intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = (byte) (x[xo + i] == y ? 1 : 0);
    }
  }

  static void notEqual(float[] x, int xo, float y, byte[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      ByteVector.zero(BYTES)
          .blend((byte) 1, fromArray(FLOATS, x, xo + i).compare(VectorOperators.NE, y).cast(BYTES))
          .intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = (byte) (x[xo + i] != y ? 1 : 0);
    }
  }

  static void less(float[] x, int xo, float y, byte[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      ByteVector.zero(BYTES)
          .blend((byte) 1, fromArray(FLOATS, x, xo + i).compare(VectorOperators.LT, y).cast(BYTES))
          .intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = (byte) (x[xo + i] < y ? 1 : 0);
    }
  }

  static void lessOrEqual(float[] x, int xo, float y, byte[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      ByteVector.zero(BYTES)
          .blend((byte) 1, fromArray(FLOATS, x, xo + i).compare(VectorOperators.LE, y).cast(BYTES))
          .intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = (byte) (x[xo + i] <= y ? 1 : 0);
    }
  }

  static void greater(float[] x, int xo, float y, byte[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      ByteVector.zero(BYTES)
          .blend((byte) 1, fromArray(FLOATS, x, xo + i).compare(VectorOperators.GT, y).cast(BYTES))
          .intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = (byte) (x[xo + i] > y ? 1 : 0);
    }
  }

  static void greaterOrEqual(float[] x, int xo, float y, byte[] z, int zo, int n) {
    int i = 0;
    for (; i <= n - LANES; i += LANES) {
      ByteVector.zero(BYTES)
          .blend((byte) 1, fromArray(FLOATS, x, xo + i).compare(VectorOperators.GE, y).cast(BYTES))
          .intoArray(z, zo + i);
    }
    for (; i < n; i++) {
      z[zo + i] = (byte) (x[xo + i] >= y ? 1 : 0);
    }
  }
}
