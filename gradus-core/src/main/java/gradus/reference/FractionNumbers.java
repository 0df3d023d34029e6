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
import java.math.BigInteger;

/// Exact fractions: arithmetic, comparisons, floor, sign and relu without any rounding.
///
/// Roots, exponentials and other transcendental functions are refused: their values are no
/// fractions.
public record FractionNumbers() implements Numbers<Fraction> {

  @Override
  public Fraction of(double value) {
    return Fraction.of(value);
  }

  @Override
  public Fraction of(long value) {
    return Fraction.of(value);
  }

  @Override
  public double toDouble(Fraction value) {
    return value.toDouble();
  }

  @Override
  public long toLong(Fraction value) {
    if (!value.isFinite()) {
      return (long) value.toDouble();
    }
    BigInteger whole = value.numerator().divide(value.denominator());
    if (whole.bitLength() < Long.SIZE) {
      return whole.longValue();
    }
    return whole.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  @Override
  public Fraction apply(Unary function, Fraction x) {
    return switch (function) {
      case Neg _ -> x.negated();
      case Abs _ -> x.signum() < 0 ? x.negated() : x;
      case Sign _ -> x.isNan() ? x : Fraction.of(x.signum());
      case Floor _ -> x.floor();
      case Relu _ -> x.signum() < 0 ? Fraction.ZERO : x;
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
              "%s in exact fractions: expected arithmetic, a comparison, floor, sign or relu, found %s(%s). Evaluate in double or BigDecimal."
                  .formatted(function.name(), function.name(), x));
    };
  }

  @Override
  public Fraction apply(Binary function, Fraction x, Fraction y) {
    return switch (function) {
      case Add _ -> x.plus(y);
      case Sub _ -> x.plus(y.negated());
      case Mul _ -> x.times(y);
      case Div _ -> x.over(y);
      case Pow _ -> x.power(y);
      case Min _ -> x.isNan() || (!y.isNan() && x.compareTo(y) <= 0) ? x : y;
      case Max _ -> x.isNan() || (!y.isNan() && x.compareTo(y) >= 0) ? x : y;
    };
  }

  @Override
  public boolean holds(Relation relation, Fraction x, Fraction y) {
    return (x.isNan() || y.isNan())
        ? relation == Relation.NE
        : Numbers.holds(relation, x.compareTo(y));
  }

  @Override
  public Fraction pi() {
    throw new GraphException(
        "π in exact fractions: expected a fraction, found an irrational number. Evaluate in double"
            + " or BigDecimal.");
  }
}
