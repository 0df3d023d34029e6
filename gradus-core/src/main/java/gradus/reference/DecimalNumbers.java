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
import gradus.reference.Decimal.Finite;
import gradus.reference.Decimal.Special;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Decimals of a stated precision, with exponents as large as the mathematics makes them: `e^800`
/// does not overflow.
///
/// Each operation is correct to a few units of the last digit. Where an operand is ±∞ or NaN, IEEE
/// 754 decides. There is no −0. `eˣ` is ∞ from x = 10⁸ on, and 0 below −10⁸.
///
/// @param digits significant decimal digits, 10 or more
public record DecimalNumbers(int digits) implements Numbers<Decimal> {

  private static final BigDecimal LARGE = new BigDecimal("1e8");
  private static final DoubleNumbers DOUBLES = new DoubleNumbers();

  public DecimalNumbers {
    if (digits < 10) {
      throw new IllegalArgumentException(
          "DecimalNumbers(digits=%d): expected 10 or more, found %d. Use doubles for less."
              .formatted(digits, digits));
    }
  }

  @Override
  public Decimal of(double value) {
    return Decimal.of(value);
  }

  @Override
  public Decimal of(long value) {
    return new Finite(BigDecimal.valueOf(value));
  }

  @Override
  public double toDouble(Decimal value) {
    return value.toDouble();
  }

  @Override
  public long toLong(Decimal value) {
    return switch (value) {
      case Special(double special) -> (long) special;
      case Finite(BigDecimal x) when x.abs().compareTo(new BigDecimal("9e18")) < 0 -> x.longValue();
      case Finite(BigDecimal x) -> (long) x.doubleValue();
    };
  }

  private MathContext context() {
    return new MathContext(digits);
  }

  private DecimalFunctions functions() {
    return new DecimalFunctions(digits);
  }

  @Override
  public Decimal apply(Unary function, Decimal x) {
    return switch (x) {
      case Special(double special) -> of(DOUBLES.apply(function, special));
      case Finite(BigDecimal value) -> apply(function, value);
    };
  }

  private Decimal apply(Unary function, BigDecimal x) {
    return switch (function) {
      case Neg _ -> new Finite(x.negate());
      case Abs _ -> new Finite(x.abs());
      case Sign _ -> of(x.signum());
      case Floor _ -> new Finite(x.setScale(0, RoundingMode.FLOOR));
      case Relu _ -> new Finite(x.max(BigDecimal.ZERO));
      case Exp _ -> exp(x);
      case Log _ -> log(x);
      case Log1p _ ->
          x.compareTo(BigDecimal.ONE.negate()) > 0
              ? new Finite(functions().log1p(x))
              : log(x.add(BigDecimal.ONE));
      case Expm1 _ ->
          x.abs().compareTo(BigDecimal.ONE) < 0
              ? new Finite(functions().expm1(x))
              : minus(exp(x), of(1L));
      case Sqrt _ -> x.signum() < 0 ? of(Double.NaN) : new Finite(x.sqrt(context()));
      case Sin _ -> new Finite(functions().sin(x));
      case Cos _ -> new Finite(functions().cos(x));
      case Atan _ -> new Finite(functions().atan(x));
      case Erf _ -> new Finite(functions().erf(x));
      case Sigmoid _ -> sigmoid(x);
      case Tanh _ -> tanh(x);
      case Softplus _ ->
          plus(new Finite(x.max(BigDecimal.ZERO)), apply(new Log1p(), exp(x.abs().negate())));
    };
  }

  private Decimal exp(BigDecimal x) {
    if (x.abs().compareTo(LARGE) > 0) {
      return of(x.signum() > 0 ? Double.POSITIVE_INFINITY : 0.0);
    }
    return new Finite(functions().exp(x));
  }

  private Decimal log(BigDecimal x) {
    return x.signum() > 0
        ? new Finite(functions().log(x))
        : of(x.signum() == 0 ? Double.NEGATIVE_INFINITY : Double.NaN);
  }

  private Decimal sigmoid(BigDecimal x) {
    Decimal e = exp(x.abs().negate());
    return over(x.signum() < 0 ? e : of(1L), plus(of(1L), e));
  }

  /// `(1 − e^(−2|x|)) / (1 + e^(−2|x|))` with the sign of x.
  private Decimal tanh(BigDecimal x) {
    Decimal doubled = new Finite(x.abs().multiply(BigDecimal.valueOf(-2)));
    Decimal less = apply(new Expm1(), doubled);
    Decimal size = over(less, minus(of(-2L), less));
    return x.signum() < 0 ? apply(new Neg(), size) : size;
  }

  @Override
  public Decimal apply(Binary function, Decimal x, Decimal y) {
    if (function instanceof Max || function instanceof Min) {
      boolean first = holds(function instanceof Max ? Relation.GE : Relation.LE, x, y);
      return isNan(x) || (first && !isNan(y)) ? x : y;
    }
    return x instanceof Finite(BigDecimal left) && y instanceof Finite(BigDecimal right)
        ? apply(function, left, right)
        : of(DOUBLES.apply(function, sized(x), sized(y)));
  }

  /// A double that meets ∞ as the number does: not rounded to 0 or ∞.
  private static double sized(Decimal x) {
    double value = x.toDouble();
    if (x instanceof Finite(BigDecimal digits)) {
      return digits.signum() == 0
          ? 0
          : Math.copySign(
              Math.clamp(Math.abs(value), Double.MIN_VALUE, Double.MAX_VALUE), digits.signum());
    }
    return value;
  }

  private Decimal apply(Binary function, BigDecimal x, BigDecimal y) {
    return switch (function) {
      case Add _ -> new Finite(x.add(y, context()));
      case Sub _ -> new Finite(x.subtract(y, context()));
      case Mul _ -> new Finite(x.multiply(y, context()));
      case Div _ -> y.signum() == 0 ? of(x.signum() / 0.0) : new Finite(x.divide(y, context()));
      case Pow _ -> power(x, y);
      case Min _ -> new Finite(x.min(y));
      case Max _ -> new Finite(x.max(y));
    };
  }

  private Decimal power(BigDecimal x, BigDecimal y) {
    boolean integer = y.stripTrailingZeros().scale() <= 0;
    if (x.signum() == 0) {
      return of(StrictMath.pow(0.0, y.signum()));
    }
    if (integer && y.abs().compareTo(BigDecimal.valueOf(1_000_000)) < 0) {
      MathContext wide = new MathContext(digits + 10);
      return new Finite(x.pow(y.intValueExact(), wide).round(context()));
    }
    if (x.signum() < 0 && !integer) {
      return of(Double.NaN);
    }
    int whole = Math.max(0, y.precision() - y.scale());
    DecimalNumbers finer = new DecimalNumbers(digits + whole + 12);
    Decimal power = finer.apply(new Exp(), finer.times(new Finite(y), finer.log(x.abs())));
    boolean negative = x.signum() < 0 && y.toBigInteger().testBit(0);
    return negative ? apply(new Neg(), power) : power;
  }

  @Override
  public boolean holds(Relation relation, Decimal x, Decimal y) {
    if (x instanceof Finite(BigDecimal left) && y instanceof Finite(BigDecimal right)) {
      return Numbers.holds(relation, left.compareTo(right));
    }
    return DOUBLES.holds(relation, sized(x), sized(y));
  }

  @Override
  public Decimal pi() {
    return new Finite(functions().pi());
  }
}
