package gradus.reference;

import gradus.formula.Condition.Relation;
import gradus.op.elementwise.Abs;
import gradus.op.elementwise.Add;
import gradus.op.elementwise.Atan;
import gradus.op.elementwise.Binary;
import gradus.op.elementwise.Cos;
import gradus.op.elementwise.Div;
import gradus.op.elementwise.Erf;
import gradus.op.elementwise.Exp;
import gradus.op.elementwise.Expm1;
import gradus.op.elementwise.Floor;
import gradus.op.elementwise.Log;
import gradus.op.elementwise.Log1p;
import gradus.op.elementwise.Max;
import gradus.op.elementwise.Min;
import gradus.op.elementwise.Mul;
import gradus.op.elementwise.Neg;
import gradus.op.elementwise.Pow;
import gradus.op.elementwise.Relu;
import gradus.op.elementwise.Sigmoid;
import gradus.op.elementwise.Sign;
import gradus.op.elementwise.Sin;
import gradus.op.elementwise.Softplus;
import gradus.op.elementwise.Sqrt;
import gradus.op.elementwise.Sub;
import gradus.op.elementwise.Tanh;
import gradus.op.elementwise.Unary;

/// IEEE 754 binary64, with `StrictMath`: the same bits on every machine.
public record DoubleNumbers() implements Numbers<Double> {

  @Override
  public Double of(double value) {
    return value;
  }

  @Override
  public Double of(long value) {
    return (double) value;
  }

  @Override
  public double toDouble(Double value) {
    return value;
  }

  @Override
  public long toLong(Double value) {
    return (long) (double) value;
  }

  @Override
  public Double apply(Unary function, Double x) {
    return switch (function) {
      case Neg _ -> -x;
      case Abs _ -> Math.abs(x);
      case Sign _ -> Math.signum(x);
      case Exp _ -> StrictMath.exp(x);
      case Log _ -> StrictMath.log(x);
      case Log1p _ -> StrictMath.log1p(x);
      case Expm1 _ -> StrictMath.expm1(x);
      case Sqrt _ -> Math.sqrt(x);
      case Floor _ -> Math.floor(x);
      case Sin _ -> StrictMath.sin(x);
      case Cos _ -> StrictMath.cos(x);
      case Atan _ -> StrictMath.atan(x);
      case Erf _ -> erf(x);
      case Sigmoid _ -> sigmoid(x);
      case Tanh _ -> StrictMath.tanh(x);
      case Softplus _ -> Math.max(x, 0.0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
      case Relu _ -> Math.max(x, 0.0);
    };
  }

  private static double sigmoid(double x) {
    if (x >= 0) {
      return 1 / (1 + StrictMath.exp(-x));
    }
    double e = StrictMath.exp(x);
    return e / (1 + e);
  }

  /// `2/√π e^(−x²) Σ 2ⁿ x^(2n+1) / (2n+1)!!`, whose terms have one sign; from 3 on `1 − e^(−x²)/√π
  /// · 1/(x + ½/(x + 1/(x + 3⁄2/(x + …))))`.
  ///
  /// Source: Abramowitz and Stegun 1964, 7.1.6 and 7.1.14.
  private static double erf(double x) {
    double size = Math.abs(x);
    if (Double.isNaN(x) || size > 6) {
      return Double.isNaN(x) ? x : Math.signum(x);
    }
    // x² = square + rest exactly: the rest matters in e^(−x²)
    double square = size * size;
    double rest = Math.fma(size, size, -square);
    double bell = StrictMath.exp(-square) * (1 - rest) / Math.sqrt(Math.PI);
    if (size < 3) {
      double term = size;
      double sum = 0;
      for (int n = 0; term > sum * 0x1p-60; n++) {
        sum += term;
        term *= 2 * square / (2 * n + 3);
      }
      return Math.copySign(2 * bell * sum, x);
    }
    double fraction = size;
    for (int n = 100; n > 0; n--) {
      fraction = size + n / 2.0 / fraction;
    }
    return Math.copySign(1 - bell / fraction, x);
  }

  @Override
  public Double apply(Binary function, Double x, Double y) {
    return switch (function) {
      case Add _ -> x + y;
      case Sub _ -> x - y;
      case Mul _ -> x * y;
      case Div _ -> x / y;
      case Pow _ -> StrictMath.pow(x, y);
      case Min _ -> Math.min(x, y);
      case Max _ -> Math.max(x, y);
    };
  }

  // what the base interface does, without a switch in the innermost loops

  @Override
  public Double plus(Double x, Double y) {
    return x + y;
  }

  @Override
  public Double times(Double x, Double y) {
    return x * y;
  }

  @Override
  public boolean holds(Relation relation, Double left, Double right) {
    double x = left;
    double y = right;
    return switch (relation) {
      case EQ -> x == y;
      case NE -> x != y;
      case LT -> x < y;
      case LE -> x <= y;
      case GT -> x > y;
      case GE -> x >= y;
    };
  }

  @Override
  public Double pi() {
    return Math.PI;
  }
}
