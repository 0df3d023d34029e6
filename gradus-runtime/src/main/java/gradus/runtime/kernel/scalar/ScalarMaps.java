package gradus.runtime.kernel.scalar;

import gradus.formula.Condition.Relation;
import gradus.random.Philox;
import gradus.runtime.kernel.BinaryOp;
import gradus.runtime.kernel.Elementary;
import gradus.runtime.kernel.Maps;
import gradus.runtime.kernel.UnaryOp;
import java.util.Arrays;

/// Elementwise kernels as plain loops, each in a method of its own so that it is compiled on its
/// own.
public final class ScalarMaps implements Maps {

  @Override
  public void unary(UnaryOp op, float[] x, int xo, float[] z, int zo, int n) {
    switch (op) {
      case NEG -> negate(x, xo, z, zo, n);
      case ABS -> abs(x, xo, z, zo, n);
      case SIGN -> sign(x, xo, z, zo, n);
      case EXP -> exp(x, xo, z, zo, n);
      case EXPM1 -> expm1(x, xo, z, zo, n);
      case LOG -> log(x, xo, z, zo, n);
      case LOG1P -> log1p(x, xo, z, zo, n);
      case SQRT -> sqrt(x, xo, z, zo, n);
      case RECIPROCAL -> reciprocal(x, xo, z, zo, n);
      case FLOOR -> floor(x, xo, z, zo, n);
      case SIN -> sin(x, xo, z, zo, n);
      case COS -> cos(x, xo, z, zo, n);
      case ATAN -> atan(x, xo, z, zo, n);
      case ERF -> erf(x, xo, z, zo, n);
      case SIGMOID -> sigmoid(x, xo, z, zo, n);
      case TANH -> tanh(x, xo, z, zo, n);
      case SOFTPLUS -> softplus(x, xo, z, zo, n);
      case RELU -> relu(x, xo, z, zo, n);
    }
  }

  @Override
  public void binary(
      BinaryOp op, float[] x, int xo, int xs, float[] y, int yo, int ys, float[] z, int zo, int n) {
    switch (op) {
      case ADD -> add(x, xo, xs, y, yo, ys, z, zo, n);
      case SUB -> subtract(x, xo, xs, y, yo, ys, z, zo, n);
      case MUL -> multiply(x, xo, xs, y, yo, ys, z, zo, n);
      case DIV -> divide(x, xo, xs, y, yo, ys, z, zo, n);
      case POW -> pow(x, xo, xs, y, yo, ys, z, zo, n);
      case MIN -> min(x, xo, xs, y, yo, ys, z, zo, n);
      case MAX -> max(x, xo, xs, y, yo, ys, z, zo, n);
    }
  }

  @Override
  public void compare(
      Relation relation,
      float[] x,
      int xo,
      int xs,
      float[] y,
      int yo,
      int ys,
      byte[] z,
      int zo,
      int n) {
    switch (relation) {
      case EQ -> equal(x, xo, xs, y, yo, ys, z, zo, n);
      case NE -> notEqual(x, xo, xs, y, yo, ys, z, zo, n);
      case LT -> less(x, xo, xs, y, yo, ys, z, zo, n);
      case LE -> lessOrEqual(x, xo, xs, y, yo, ys, z, zo, n);
      case GT -> less(y, yo, ys, x, xo, xs, z, zo, n);
      case GE -> lessOrEqual(y, yo, ys, x, xo, xs, z, zo, n);
    }
  }

  @Override
  public void select(
      byte[] m,
      int mo,
      int ms,
      float[] x,
      int xo,
      int xs,
      float[] y,
      int yo,
      int ys,
      float[] z,
      int zo,
      int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = m[mo + i * ms] != 0 ? x[xo + i * xs] : y[yo + i * ys];
    }
  }

  @Override
  public void fill(float value, float[] z, int zo, int n) {
    Arrays.fill(z, zo, zo + n, value);
  }

  @Override
  public void uniform(long seed, long stream, long firstIndex, float[] z, int zo, int n) {
    Philox.fillUniform(seed, stream, firstIndex, z, zo, n);
  }

  private static void negate(float[] x, int xo, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = -x[xo + i];
    }
  }

  private static void abs(float[] x, int xo, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = Math.abs(x[xo + i]);
    }
  }

  private static void sign(float[] x, int xo, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = Elementary.sign(x[xo + i]);
    }
  }

  private static void exp(float[] x, int xo, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = Elementary.exp(x[xo + i]);
    }
  }

  private static void expm1(float[] x, int xo, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = Elementary.expm1(x[xo + i]);
    }
  }

  private static void log(float[] x, int xo, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = Elementary.log(x[xo + i]);
    }
  }

  private static void log1p(float[] x, int xo, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = Elementary.log1p(x[xo + i]);
    }
  }

  private static void sqrt(float[] x, int xo, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = (float) Math.sqrt(x[xo + i]);
    }
  }

  private static void reciprocal(float[] x, int xo, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = 1 / x[xo + i];
    }
  }

  private static void floor(float[] x, int xo, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = Elementary.floor(x[xo + i]);
    }
  }

  private static void sin(float[] x, int xo, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = Elementary.sin(x[xo + i]);
    }
  }

  private static void cos(float[] x, int xo, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = Elementary.cos(x[xo + i]);
    }
  }

  private static void atan(float[] x, int xo, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = Elementary.atan(x[xo + i]);
    }
  }

  private static void erf(float[] x, int xo, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = Elementary.erf(x[xo + i]);
    }
  }

  private static void sigmoid(float[] x, int xo, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = Elementary.sigmoid(x[xo + i]);
    }
  }

  private static void tanh(float[] x, int xo, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = Elementary.tanh(x[xo + i]);
    }
  }

  private static void softplus(float[] x, int xo, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = Elementary.softplus(x[xo + i]);
    }
  }

  private static void relu(float[] x, int xo, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = Elementary.relu(x[xo + i]);
    }
  }

  private static void add(
      float[] x, int xo, int xs, float[] y, int yo, int ys, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = x[xo + i * xs] + y[yo + i * ys];
    }
  }

  private static void subtract(
      float[] x, int xo, int xs, float[] y, int yo, int ys, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = x[xo + i * xs] - y[yo + i * ys];
    }
  }

  private static void multiply(
      float[] x, int xo, int xs, float[] y, int yo, int ys, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = x[xo + i * xs] * y[yo + i * ys];
    }
  }

  private static void divide(
      float[] x, int xo, int xs, float[] y, int yo, int ys, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = x[xo + i * xs] / y[yo + i * ys];
    }
  }

  private static void pow(
      float[] x, int xo, int xs, float[] y, int yo, int ys, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = Elementary.pow(x[xo + i * xs], y[yo + i * ys]);
    }
  }

  private static void min(
      float[] x, int xo, int xs, float[] y, int yo, int ys, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = Math.min(x[xo + i * xs], y[yo + i * ys]);
    }
  }

  private static void max(
      float[] x, int xo, int xs, float[] y, int yo, int ys, float[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = Math.max(x[xo + i * xs], y[yo + i * ys]);
    }
  }

  private static void equal(
      float[] x, int xo, int xs, float[] y, int yo, int ys, byte[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = (byte) (x[xo + i * xs] == y[yo + i * ys] ? 1 : 0);
    }
  }

  private static void notEqual(
      float[] x, int xo, int xs, float[] y, int yo, int ys, byte[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = (byte) (x[xo + i * xs] != y[yo + i * ys] ? 1 : 0);
    }
  }

  private static void less(
      float[] x, int xo, int xs, float[] y, int yo, int ys, byte[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = (byte) (x[xo + i * xs] < y[yo + i * ys] ? 1 : 0);
    }
  }

  private static void lessOrEqual(
      float[] x, int xo, int xs, float[] y, int yo, int ys, byte[] z, int zo, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i] = (byte) (x[xo + i * xs] <= y[yo + i * ys] ? 1 : 0);
    }
  }
}
