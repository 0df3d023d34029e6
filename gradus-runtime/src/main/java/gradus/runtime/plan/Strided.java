package gradus.runtime.plan;

import gradus.tensor.DType;
import java.util.Arrays;

/// Copies of elements at fixed distances, for every element type.
final class Strided {

  private Strided() {}

  /// Copies `n` elements, `xStep` apart (0 repeats one), to places `zStep` apart.
  static void copy(DType dtype, Object x, int xo, int xStep, Object z, int zo, int zStep, int n) {
    if (xStep == 1 && zStep == 1) {
      System.arraycopy(x, xo, z, zo, n);
    } else if (xStep == 0 && zStep == 1) {
      fill(dtype, x, xo, z, zo, n);
    } else {
      stepping(dtype, x, xo, xStep, z, zo, zStep, n);
    }
  }

  private static void fill(DType dtype, Object x, int xo, Object z, int zo, int n) {
    switch (dtype) {
      case F32 -> Arrays.fill((float[]) z, zo, zo + n, ((float[]) x)[xo]);
      case F64 -> Arrays.fill((double[]) z, zo, zo + n, ((double[]) x)[xo]);
      case I32 -> Arrays.fill((int[]) z, zo, zo + n, ((int[]) x)[xo]);
      case I64 -> Arrays.fill((long[]) z, zo, zo + n, ((long[]) x)[xo]);
      case BOOL -> Arrays.fill((byte[]) z, zo, zo + n, ((byte[]) x)[xo]);
    }
  }

  private static void stepping(
      DType dtype, Object x, int xo, int xStep, Object z, int zo, int zStep, int n) {
    switch (dtype) {
      case F32 -> floats((float[]) x, xo, xStep, (float[]) z, zo, zStep, n);
      case F64 -> doubles((double[]) x, xo, xStep, (double[]) z, zo, zStep, n);
      case I32 -> ints((int[]) x, xo, xStep, (int[]) z, zo, zStep, n);
      case I64 -> longs((long[]) x, xo, xStep, (long[]) z, zo, zStep, n);
      case BOOL -> bytes((byte[]) x, xo, xStep, (byte[]) z, zo, zStep, n);
    }
  }

  private static void floats(float[] x, int xo, int xStep, float[] z, int zo, int zStep, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i * zStep] = x[xo + i * xStep];
    }
  }

  private static void doubles(double[] x, int xo, int xStep, double[] z, int zo, int zStep, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i * zStep] = x[xo + i * xStep];
    }
  }

  private static void ints(int[] x, int xo, int xStep, int[] z, int zo, int zStep, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i * zStep] = x[xo + i * xStep];
    }
  }

  private static void longs(long[] x, int xo, int xStep, long[] z, int zo, int zStep, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i * zStep] = x[xo + i * xStep];
    }
  }

  private static void bytes(byte[] x, int xo, int xStep, byte[] z, int zo, int zStep, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i * zStep] = x[xo + i * xStep];
    }
  }
}
