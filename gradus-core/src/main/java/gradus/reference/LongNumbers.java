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
import gradus.tensor.GraphException;

/// 64-bit two's complement integers: the values of I32, I64 and BOOL nodes.
///
/// Sums and products wrap, a quotient goes toward 0, and division by 0 throws. A power with a
/// negative exponent goes toward 0 as a quotient does.
public record LongNumbers() implements Numbers<Long> {

  @Override
  public Long of(double value) {
    return (long) value;
  }

  @Override
  public Long of(long value) {
    return value;
  }

  @Override
  public double toDouble(Long value) {
    return value;
  }

  @Override
  public long toLong(Long value) {
    return value;
  }

  @Override
  public Long apply(Unary function, Long x) {
    return switch (function) {
      case Neg _ -> -x;
      case Abs _ -> Math.abs(x);
      case Sign _ -> (long) Long.signum(x);
      case Relu _ -> Math.max(x, 0L);
      case Floor _ -> x;
      case Exp _,
          Log _,
          Log1p _,
          Expm1 _,
          Sqrt _,
          Sin _,
          Cos _,
          Atan _,
          Erf _,
          Sigmoid _,
          Tanh _,
          Softplus _ ->
          throw new GraphException(
              "%s of an integer: expected f32 or f64, found %d. Cast it first."
                  .formatted(function.name(), x));
    };
  }

  @Override
  public Long apply(Binary function, Long x, Long y) {
    return switch (function) {
      case Add _ -> x + y;
      case Sub _ -> x - y;
      case Mul _ -> x * y;
      case Div _ -> quotient(x, y);
      case Pow _ -> power(x, y);
      case Min _ -> Math.min(x, y);
      case Max _ -> Math.max(x, y);
    };
  }

  private static long quotient(long x, long y) {
    if (y == 0) {
      throw new GraphException(
          "div(%d, 0): expected an integer divisor other than 0, found 0. Cast to a float for ∞."
              .formatted(x));
    }
    return x / y;
  }

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

  @Override
  public boolean holds(Relation relation, Long x, Long y) {
    return Numbers.holds(relation, Long.compare(x, y));
  }

  @Override
  public Long pi() {
    throw new GraphException("π: expected a kind of number that has it, found integers. Use f64.");
  }
}
