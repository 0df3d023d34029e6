package gradus.formula;

import java.math.BigInteger;
import java.util.List;

/// A scalar term, possibly indexed.
///
/// Sequences are defined on all integers and are zero outside their range, so that a sum needs no
/// special case at its ends; a condition is an Iverson bracket. Indices count from 0. A formula is
/// a value; it is shallow in practice (one operation's rule), so its records may nest.
public sealed interface Formula {

  /// The number 0.
  Formula ZERO = number(0);

  /// The number 1.
  Formula ONE = number(1);

  /// An exact number, `numerator / denominator` in lowest terms with a positive denominator.
  ///
  /// @param numerator the integer above the line
  /// @param denominator the integer below the line, positive
  record Num(BigInteger numerator, BigInteger denominator) implements Formula {
    public Num {
      if (denominator.signum() == 0) {
        throw new IllegalArgumentException(
            "Num: expected a denominator other than 0, found 0. Write a limit as a function.");
      }
      BigInteger common = numerator.gcd(denominator);
      BigInteger scale = denominator.signum() < 0 ? common.negate() : common;
      numerator = numerator.divide(scale);
      denominator = denominator.divide(scale);
    }
  }

  /// A constant with a name instead of digits: `infinity`, `pi`, `e`.
  ///
  /// @param name which constant
  record Named(String name) implements Formula {}

  /// A variable: a scalar of the user's, an index or a symbolic size.
  ///
  /// @param name as it is written
  record Var(String name) implements Formula {}

  /// The element of a named tensor at an index; zero where the index leaves its range.
  ///
  /// @param tensor the name of the tensor
  /// @param index one term for each axis
  record Entry(String tensor, List<Formula> index) implements Formula {
    public Entry {
      index = List.copyOf(index);
    }
  }

  /// A sum of terms.
  ///
  /// @param terms what is added, in order
  record Add(List<Formula> terms) implements Formula {
    public Add {
      terms = List.copyOf(terms);
    }
  }

  /// The negative of a term.
  ///
  /// @param term what is negated
  record Neg(Formula term) implements Formula {}

  /// A product of factors.
  ///
  /// @param factors what is multiplied, in order
  record Mul(List<Formula> factors) implements Formula {
    public Mul {
      factors = List.copyOf(factors);
    }
  }

  /// A quotient.
  ///
  /// @param numerator above the line
  /// @param denominator below the line
  record Div(Formula numerator, Formula denominator) implements Formula {}

  /// A power.
  ///
  /// @param base what is raised
  /// @param exponent to what
  record Power(Formula base, Formula exponent) implements Formula {}

  /// A named function: `exp`, `log`, `tanh`, `max`, `floor`, `floordiv`, `mod`, …
  ///
  /// @param function its name
  /// @param arguments what it is applied to
  record Call(String function, List<Formula> arguments) implements Formula {
    public Call {
      arguments = List.copyOf(arguments);
    }
  }

  /// How a {@link Fold} combines the values of its body.
  enum Combination {
    /// Σ; empty gives 0.
    SUM,
    /// Π; empty gives 1.
    PRODUCT,
    /// The largest value; empty gives −∞.
    MAX,
    /// The smallest value; empty gives +∞.
    MIN,
    /// The first index of the largest value.
    ARGMAX,
    /// The first index of the smallest value.
    ARGMIN
  }

  /// Σ, Π, max, … of a body over an index from `from` to `to`, both included.
  ///
  /// @param combination how values are combined
  /// @param index the bound variable
  /// @param from its first value
  /// @param to its last value; below `from` the fold is empty
  /// @param body the term, which may hold `index`
  record Fold(Combination combination, Var index, Formula from, Formula to, Formula body)
      implements Formula {}

  /// 1 where the condition holds, else 0.
  ///
  /// @param condition the condition
  record Iverson(Condition condition) implements Formula {}

  /// One of two terms, by a condition; the other need not be defined.
  ///
  /// @param condition decides
  /// @param then the term where it holds
  /// @param otherwise the term where it does not
  record Choose(Condition condition, Formula then, Formula otherwise) implements Formula {}

  /// An integer.
  static Formula number(long value) {
    return new Num(BigInteger.valueOf(value), BigInteger.ONE);
  }

  /// The exact value of a double; ±∞ and NaN become named constants.
  static Formula number(double value) {
    if (Double.isNaN(value)) {
      return new Named("nan");
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? new Named("infinity") : new Neg(new Named("infinity"));
    }
    java.math.BigDecimal exact = new java.math.BigDecimal(value);
    return exact.scale() <= 0
        ? new Num(exact.toBigIntegerExact(), BigInteger.ONE)
        : new Num(exact.unscaledValue(), BigInteger.TEN.pow(exact.scale()));
  }

  /// A variable.
  static Var var(String name) {
    return new Var(name);
  }

  /// A named function applied to arguments.
  static Formula call(String function, Formula... arguments) {
    return new Call(function, List.of(arguments));
  }

  /// `Σ_{index=0}^{size−1} body` and its kin.
  static Formula fold(Combination combination, Var index, Formula size, Formula body) {
    return new Fold(combination, index, ZERO, size.minus(ONE), body);
  }

  /// This plus another term; numbers are added at once, 0 is dropped.
  default Formula plus(Formula other) {
    if (this instanceof Num a && other instanceof Num b) {
      return new Num(
          a.numerator.multiply(b.denominator).add(b.numerator.multiply(a.denominator)),
          a.denominator.multiply(b.denominator));
    }
    return equals(ZERO) ? other : other.equals(ZERO) ? this : new Add(List.of(this, other));
  }

  /// This minus another term.
  default Formula minus(Formula other) {
    return other instanceof Num n ? plus(n.negated()) : plus(new Neg(other));
  }

  /// This times another term; numbers are multiplied at once, 1 is dropped.
  default Formula times(Formula other) {
    if (this instanceof Num a && other instanceof Num b) {
      return new Num(a.numerator.multiply(b.numerator), a.denominator.multiply(b.denominator));
    }
    return equals(ONE) ? other : other.equals(ONE) ? this : new Mul(List.of(this, other));
  }

  /// This divided by another term.
  default Formula over(Formula other) {
    return other.equals(ONE) ? this : new Div(this, other);
  }

  /// The negative of this.
  default Formula negated() {
    return this instanceof Num n ? new Num(n.numerator.negate(), n.denominator) : new Neg(this);
  }

  /// This raised to a power.
  default Formula power(Formula exponent) {
    return exponent.equals(ONE) ? this : new Power(this, exponent);
  }
}
