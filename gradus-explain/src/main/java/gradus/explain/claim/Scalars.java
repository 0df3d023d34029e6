package gradus.explain.claim;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import java.math.BigDecimal;
import java.math.BigInteger;

/// Functions of one number by their definitions in the functions that algebra knows.
final class Scalars {

  private static final Formula TWO = Formula.number(2);

  /// The scale of SELU, and that of its exponential, to as many digits as its paper gives.
  private static final Formula SELU_SCALE = decimal("1.0507009873554804934193349852946");

  private static final Formula SELU_BELOW = decimal("1.6732632423543772848170429916717");

  private Scalars() {}

  private static Formula decimal(String digits) {
    BigDecimal value = new BigDecimal(digits);
    return new Formula.Num(value.unscaledValue(), BigInteger.TEN.pow(value.scale()));
  }

  /// `x` above 0, and `below·(e^x − 1)` else.
  static Formula elu(Formula x, Formula below) {
    return positive(x, x, below.times(Formula.call("exp", x).minus(Formula.ONE)));
  }

  private static Formula clipped(Formula x, Formula low, Formula high) {
    return Formula.call("min", Formula.call("max", x, low), high);
  }

  static Formula of(String function, Formula x) {
    Formula sigmoid = Formula.call("sigmoid", x);
    Formula half = Formula.ONE.over(TWO);
    if (function.equals("floor") && x instanceof Formula.Num n) {
      BigInteger[] parts = n.numerator().divideAndRemainder(n.denominator());
      BigInteger less = parts[1].signum() < 0 ? BigInteger.ONE : BigInteger.ZERO;
      return new Formula.Num(parts[0].subtract(less), BigInteger.ONE);
    }
    return switch (function) {
      case "sqrt" ->
          x instanceof Formula.Power(Formula base, Formula exponent) && exponent.equals(TWO)
              ? Formula.call("abs", base)
              : Formula.call(function, x);
      case "ceil" -> Formula.call("floor", x.negated()).negated();
      case "tan" -> Formula.call("sin", x).over(Formula.call("cos", x));
      case "sinh" -> Formula.call("exp", x).minus(Formula.call("exp", x.negated())).over(TWO);
      case "cosh" -> cosh(x);
      case "sech" -> Formula.ONE.over(cosh(x));
      case "atanh" -> Formula.call("log", Formula.ONE.plus(x).over(Formula.ONE.minus(x))).over(TWO);
      case "logcosh" -> Formula.call("log", cosh(x));
      case "logit" -> Formula.call("log", x.over(Formula.ONE.minus(x)));
      case "silu" -> x.times(sigmoid);
      case "mish" -> x.times(Formula.call("tanh", Formula.call("softplus", x)));
      case "log_sigmoid" -> Formula.call("log", sigmoid);
      case "softsign" -> x.over(Formula.ONE.plus(Formula.call("abs", x)));
      case "gelu" ->
          x.times(half).times(Formula.ONE.plus(odd("erf", x, Formula.call("sqrt", TWO))));
      case "erf", "sin", "tanh" -> odd(function, x, Formula.ONE);
      case "elu" -> positive(x, x, Formula.call("exp", x).minus(Formula.ONE));
      case "selu" -> SELU_SCALE.times(elu(x, SELU_BELOW));
      case "relu6" -> clipped(x, Formula.ZERO, Formula.number(6));
      case "hardswish" ->
          x.times(clipped(x.plus(Formula.number(3)), Formula.ZERO, Formula.number(6)))
              .over(Formula.number(6));
      case "hardtanh" -> clipped(x, Formula.ONE.negated(), Formula.ONE);
      case "tanhshrink" -> x.minus(odd("tanh", x, Formula.ONE));
      case "step" -> new Formula.Iverson(Condition.compare(Relation.GT, x, Formula.ZERO));
      case "log1mexp" -> Formula.call("log", Formula.ONE.minus(Formula.call("exp", x)));
      case "square" -> x.power(TWO);
      default -> Formula.call(function, x);
    };
  }

  /// An odd function of a quotient; a sign in the numerator stands before it.
  private static Formula odd(String function, Formula x, Formula below) {
    return switch (x) {
      case Formula.Neg(Formula inner) -> odd(function, inner, below).negated();
      case Formula.Div(Formula.Neg(Formula above), Formula divisor) ->
          odd(function, above.over(divisor), below).negated();
      case Formula.Num _,
          Formula.Named _,
          Formula.Var _,
          Formula.Entry _,
          Formula.Add _,
          Formula.Mul _,
          Formula.Div _,
          Formula.Power _,
          Formula.Call _,
          Formula.Fold _,
          Formula.Iverson _,
          Formula.Choose _ ->
          Formula.call(function, below.equals(Formula.ONE) ? x : x.over(below));
    };
  }

  private static Formula cosh(Formula x) {
    return Formula.call("exp", x).plus(Formula.call("exp", x.negated())).over(TWO);
  }

  static Formula positive(Formula x, Formula then, Formula otherwise) {
    return new Formula.Choose(Condition.compare(Relation.GT, x, Formula.ZERO), then, otherwise);
  }

  /// Whether a function keeps 0.
  static boolean keepsZero(String function) {
    return switch (function) {
      case "relu", "tanh", "abs", "sign", "sin", "silu", "gelu", "erf", "square", "sqrt", "atanh" ->
          true;
      default -> false;
    };
  }

  /// `−w y ln g − (1−y) ln(1−g)`.
  static Formula weighted(Formula g, Formula y, Formula w) {
    return bernoulli(g, w.times(y), y);
  }

  /// `−y ln g − (1−y) ln(1−g)`.
  static Formula bernoulli(Formula g, Formula y) {
    return bernoulli(g, y, y);
  }

  private static Formula bernoulli(Formula g, Formula weight, Formula y) {
    Formula one = Formula.ONE;
    return weight
        .times(Formula.call("log", g))
        .plus(one.minus(y).times(Formula.call("log", one.minus(g))))
        .negated();
  }
}
