package gradus.runtime.kernel.simd;

import gradus.formula.Condition.Relation;
import gradus.runtime.kernel.BinaryOp;
import gradus.runtime.kernel.FusedLoop;
import gradus.runtime.kernel.Maps;
import gradus.runtime.kernel.Recipe;
import gradus.runtime.kernel.UnaryOp;
import gradus.runtime.kernel.scalar.ScalarMaps;
import java.util.Arrays;

/// Elementwise kernels in lanes. What is not worth lanes goes to the scalar loops: powers, which
/// call `StrictMath`, and operations on two single numbers.
public final class SimdMaps implements Maps {

  /// There is no vector of four bytes.
  private static final boolean TRUTHS_FIT_NO_LANES = Lanes.LANES == 4;

  private final Maps scalar = new ScalarMaps();

  @Override
  public void unary(UnaryOp op, float[] x, int xo, float[] z, int zo, int n) {
    switch (op) {
      case NEG -> UnaryLoops.negate(x, xo, z, zo, n);
      case ABS -> UnaryLoops.abs(x, xo, z, zo, n);
      case SIGN -> UnaryLoops.sign(x, xo, z, zo, n);
      case EXP -> UnaryLoops.exp(x, xo, z, zo, n);
      case EXPM1 -> UnaryLoops.expm1(x, xo, z, zo, n);
      case LOG -> UnaryLoops.log(x, xo, z, zo, n);
      case LOG1P -> UnaryLoops.log1p(x, xo, z, zo, n);
      case SQRT -> UnaryLoops.sqrt(x, xo, z, zo, n);
      case RECIPROCAL -> UnaryLoops.reciprocal(x, xo, z, zo, n);
      case FLOOR -> UnaryLoops.floor(x, xo, z, zo, n);
      case SIN -> UnaryLoops.sin(x, xo, z, zo, n);
      case COS -> UnaryLoops.cos(x, xo, z, zo, n);
      case ATAN -> UnaryLoops.atan(x, xo, z, zo, n);
      case ERF -> UnaryLoops.erf(x, xo, z, zo, n);
      case SIGMOID -> UnaryLoops.sigmoid(x, xo, z, zo, n);
      case TANH -> UnaryLoops.tanh(x, xo, z, zo, n);
      case SOFTPLUS -> UnaryLoops.softplus(x, xo, z, zo, n);
      case RELU -> UnaryLoops.relu(x, xo, z, zo, n);
    }
  }

  @Override
  public void binary(
      BinaryOp op, float[] x, int xo, int xs, float[] y, int yo, int ys, float[] z, int zo, int n) {
    if (op == BinaryOp.POW || (xs == 0 && ys == 0) || n == 0) {
      scalar.binary(op, x, xo, xs, y, yo, ys, z, zo, n);
    } else if (xs == 0) {
      withSingle(op, x[xo], y, yo, z, zo, n);
    } else if (ys == 0) {
      withSingle(op, x, xo, y[yo], z, zo, n);
    } else {
      ofRows(op, x, xo, y, yo, z, zo, n);
    }
  }

  private static void ofRows(
      BinaryOp op, float[] x, int xo, float[] y, int yo, float[] z, int zo, int n) {
    switch (op) {
      case ADD -> BinaryLoops.add(x, xo, y, yo, z, zo, n);
      case SUB -> BinaryLoops.subtract(x, xo, y, yo, z, zo, n);
      case MUL -> BinaryLoops.multiply(x, xo, y, yo, z, zo, n);
      case DIV -> BinaryLoops.divide(x, xo, y, yo, z, zo, n);
      case MIN -> BinaryLoops.min(x, xo, y, yo, z, zo, n);
      case MAX -> BinaryLoops.max(x, xo, y, yo, z, zo, n);
      case POW -> throw new AssertionError("powers are not taken in lanes");
    }
  }

  private static void withSingle(
      BinaryOp op, float[] x, int xo, float y, float[] z, int zo, int n) {
    switch (op) {
      case ADD -> BinaryLoops.add(x, xo, y, z, zo, n);
      case SUB -> BinaryLoops.subtract(x, xo, y, z, zo, n);
      case MUL -> BinaryLoops.multiply(x, xo, y, z, zo, n);
      case DIV -> BinaryLoops.divide(x, xo, y, z, zo, n);
      case MIN -> BinaryLoops.min(x, xo, y, z, zo, n);
      case MAX -> BinaryLoops.max(x, xo, y, z, zo, n);
      case POW -> throw new AssertionError("powers are not taken in lanes");
    }
  }

  private static void withSingle(
      BinaryOp op, float x, float[] y, int yo, float[] z, int zo, int n) {
    switch (op) {
      case ADD -> BinaryLoops.add(y, yo, x, z, zo, n);
      case SUB -> BinaryLoops.subtract(x, y, yo, z, zo, n);
      case MUL -> BinaryLoops.multiply(y, yo, x, z, zo, n);
      case DIV -> BinaryLoops.divide(x, y, yo, z, zo, n);
      case MIN -> BinaryLoops.min(y, yo, x, z, zo, n);
      case MAX -> BinaryLoops.max(y, yo, x, z, zo, n);
      case POW -> throw new AssertionError("powers are not taken in lanes");
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
    if (TRUTHS_FIT_NO_LANES || (xs == 0 && ys == 0) || n == 0) {
      scalar.compare(relation, x, xo, xs, y, yo, ys, z, zo, n);
    } else if (ys == 0) {
      compareWithSingle(relation, x, xo, y[yo], z, zo, n);
    } else if (xs == 0) {
      compareWithSingle(turned(relation), y, yo, x[xo], z, zo, n);
    } else {
      compareRows(relation, x, xo, y, yo, z, zo, n);
    }
  }

  /// The relation with its sides exchanged.
  private static Relation turned(Relation relation) {
    return switch (relation) {
      case EQ, NE -> relation;
      case LT -> Relation.GT;
      case LE -> Relation.GE;
      case GT -> Relation.LT;
      case GE -> Relation.LE;
    };
  }

  private static void compareRows(
      Relation relation, float[] x, int xo, float[] y, int yo, byte[] z, int zo, int n) {
    switch (relation) {
      case EQ -> CompareLoops.equal(x, xo, y, yo, z, zo, n);
      case NE -> CompareLoops.notEqual(x, xo, y, yo, z, zo, n);
      case LT -> CompareLoops.less(x, xo, y, yo, z, zo, n);
      case LE -> CompareLoops.lessOrEqual(x, xo, y, yo, z, zo, n);
      case GT -> CompareLoops.less(y, yo, x, xo, z, zo, n);
      case GE -> CompareLoops.lessOrEqual(y, yo, x, xo, z, zo, n);
    }
  }

  private static void compareWithSingle(
      Relation relation, float[] x, int xo, float y, byte[] z, int zo, int n) {
    switch (relation) {
      case EQ -> CompareLoops.equal(x, xo, y, z, zo, n);
      case NE -> CompareLoops.notEqual(x, xo, y, z, zo, n);
      case LT -> CompareLoops.less(x, xo, y, z, zo, n);
      case LE -> CompareLoops.lessOrEqual(x, xo, y, z, zo, n);
      case GT -> CompareLoops.greater(x, xo, y, z, zo, n);
      case GE -> CompareLoops.greaterOrEqual(x, xo, y, z, zo, n);
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
    if (TRUTHS_FIT_NO_LANES || ms == 0 || n == 0) {
      scalar.select(m, mo, ms, x, xo, xs, y, yo, ys, z, zo, n);
    } else if (xs == 0 && ys == 0) {
      SelectLoops.select(m, mo, x[xo], y[yo], z, zo, n);
    } else if (xs == 0) {
      SelectLoops.select(m, mo, x[xo], y, yo, z, zo, n);
    } else if (ys == 0) {
      SelectLoops.select(m, mo, x, xo, y[yo], z, zo, n);
    } else {
      SelectLoops.select(m, mo, x, xo, y, yo, z, zo, n);
    }
  }

  @Override
  public void fill(float value, float[] z, int zo, int n) {
    Arrays.fill(z, zo, zo + n, value);
  }

  @Override
  public void uniform(long seed, long stream, long firstIndex, float[] z, int zo, int n) {
    UniformLoops.uniform(seed, stream, firstIndex, z, zo, n);
  }

  @Override
  public int effort(Recipe.Operation operation) {
    return LoopWriter.effort(operation);
  }

  @Override
  public FusedLoop loop(Recipe recipe) {
    return LoopWriter.write(recipe);
  }
}
