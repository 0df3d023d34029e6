package gradus.runtime.plan;

import gradus.op.elementwise.Erf;
import gradus.reference.DoubleNumbers;
import gradus.runtime.kernel.BinaryOp;
import gradus.runtime.kernel.UnaryOp;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;

/// Functions of one element in f64 (by `StrictMath`) and in integers, for types without kernels.
final class Numerals {

  private static final DoubleNumbers NUMBERS = new DoubleNumbers();
  private static final Erf ERF = new Erf();

  private Numerals() {}

  static DoubleUnaryOperator doubles(UnaryOp op) {
    return switch (op) {
      case NEG -> x -> -x;
      case ABS -> Math::abs;
      case SIGN -> Math::signum;
      case EXP -> StrictMath::exp;
      case EXPM1 -> StrictMath::expm1;
      case LOG -> StrictMath::log;
      case LOG1P -> StrictMath::log1p;
      case SQRT -> Math::sqrt;
      case RECIPROCAL -> x -> 1 / x;
      case FLOOR -> Math::floor;
      case SIN -> StrictMath::sin;
      case COS -> StrictMath::cos;
      case ATAN -> StrictMath::atan;
      case ERF -> x -> NUMBERS.apply(ERF, x);
      case SIGMOID -> Numerals::sigmoid;
      case TANH -> StrictMath::tanh;
      case SOFTPLUS -> x -> Math.max(x, 0.0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
      case RELU -> x -> Math.max(x, 0.0);
    };
  }

  private static double sigmoid(double x) {
    if (x >= 0) {
      return 1 / (1 + StrictMath.exp(-x));
    }
    double e = StrictMath.exp(x);
    return e / (1 + e);
  }

  static DoubleBinaryOperator doubles(BinaryOp op) {
    return switch (op) {
      case ADD -> (x, y) -> x + y;
      case SUB -> (x, y) -> x - y;
      case MUL -> (x, y) -> x * y;
      case DIV -> (x, y) -> x / y;
      case POW -> StrictMath::pow;
      case MIN -> Math::min;
      case MAX -> Math::max;
    };
  }

  static LongUnaryOperator longs(UnaryOp op) {
    return switch (op) {
      case NEG -> x -> -x;
      case ABS -> Math::abs;
      case SIGN -> Long::signum;
      case RELU -> x -> Math.max(x, 0);
      case FLOOR -> x -> x;
      case EXP, EXPM1, LOG, LOG1P, SQRT, RECIPROCAL, SIN, COS, ATAN, ERF, SIGMOID, TANH, SOFTPLUS ->
          throw new IllegalArgumentException(
              "plan: expected floats for %s, found integers. Cast them first.".formatted(op));
    };
  }

  static LongBinaryOperator longs(BinaryOp op) {
    return switch (op) {
      case ADD -> (x, y) -> x + y;
      case SUB -> (x, y) -> x - y;
      case MUL -> (x, y) -> x * y;
      case DIV -> Numerals::quotient;
      case POW -> Numerals::power;
      case MIN -> Math::min;
      case MAX -> Math::max;
    };
  }

  private static long quotient(long x, long y) {
    if (y == 0) {
      throw new ArithmeticException(
          "div(%d, 0): expected an integer divisor other than 0, found 0. Cast to a float for ∞."
              .formatted(x));
    }
    return x / y;
  }

  /// A power with a negative exponent goes toward 0, as a quotient does.
  private static long power(long base, long exponent) {
    if (exponent < 0) {
      return Math.abs(base) > 1 ? 0 : quotient(1, (exponent & 1) == 0 ? base * base : base);
    }
    long power = 1;
    long square = base;
    for (long rest = exponent; rest > 0; rest >>= 1) {
      power = (rest & 1) == 1 ? power * square : power;
      square *= square;
    }
    return power;
  }
}
