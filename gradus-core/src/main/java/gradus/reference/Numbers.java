package gradus.reference;

import gradus.formula.Condition.Relation;
import gradus.op.elementwise.Add;
import gradus.op.elementwise.Binary;
import gradus.op.elementwise.Div;
import gradus.op.elementwise.Mul;
import gradus.op.elementwise.Sub;
import gradus.op.elementwise.Unary;

/// A kind of number that the judge can calculate with.
///
/// Every kind has ±∞ and NaN where the mathematics needs them, except {@link LongNumbers}.
///
/// @param <T> one number
public sealed interface Numbers<T>
    permits DoubleNumbers, LongNumbers, FractionNumbers, DecimalNumbers {

  /// The exact value of a double.
  T of(double value);

  /// An integer.
  T of(long value);

  /// The nearest double.
  double toDouble(T value);

  /// Toward 0, as a Java cast does: NaN gives 0, out of range the nearest end.
  long toLong(T value);

  /// `f(x)`.
  ///
  /// Throws {@link gradus.tensor.GraphException} where this kind of number has no such function.
  T apply(Unary function, T x);

  /// `f(x, y)`.
  ///
  /// Throws {@link gradus.tensor.GraphException} where this kind of number has no such function.
  T apply(Binary function, T x, T y);

  /// Whether `x relation y`; with NaN false, except for `≠`.
  boolean holds(Relation relation, T x, T y);

  /// The circle number.
  T pi();

  /// `x + y`.
  default T plus(T x, T y) {
    return apply(new Add(), x, y);
  }

  /// `x − y`.
  default T minus(T x, T y) {
    return apply(new Sub(), x, y);
  }

  /// `x · y`.
  default T times(T x, T y) {
    return apply(new Mul(), x, y);
  }

  /// `x / y`.
  default T over(T x, T y) {
    return apply(new Div(), x, y);
  }

  /// Whether a number is not a number.
  default boolean isNan(T x) {
    return holds(Relation.NE, x, x);
  }

  /// Whether a relation holds, given the order of two comparable numbers.
  static boolean holds(Relation relation, int order) {
    return switch (relation) {
      case EQ -> order == 0;
      case NE -> order != 0;
      case LT -> order < 0;
      case LE -> order <= 0;
      case GT -> order > 0;
      case GE -> order >= 0;
    };
  }
}
