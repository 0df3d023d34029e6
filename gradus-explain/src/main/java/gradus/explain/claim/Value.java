package gradus.explain.claim;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/// What a term stands for: a number, or numbers by index from 1.
sealed interface Value {

  /// A number.
  record Scalar(Formula term) implements Value {}

  /// Numbers in a row.
  ///
  /// @param size how many
  /// @param inside the entry at an index that is known to be valid
  /// @param zeroOutside whether `inside` is zero at other indices already
  record Vector(Formula size, UnaryOperator<Formula> inside, boolean zeroOutside) implements Value {

    Formula at(Formula index) {
      if (zeroOutside) {
        return inside.apply(index);
      }
      if (index instanceof Formula.Num i && size instanceof Formula.Num n) {
        boolean whole = i.denominator().equals(java.math.BigInteger.ONE);
        boolean positive = whole && i.numerator().signum() > 0;
        boolean valid = positive && i.numerator().compareTo(n.numerator()) <= 0;
        return valid ? inside.apply(index) : Formula.ZERO;
      }
      Condition valid = valid(index, size);
      return new Formula.Choose(valid, inside.apply(index), Formula.ZERO);
    }
  }

  /// Numbers in rows and columns.
  ///
  /// @param rows how many rows
  /// @param columns how many columns
  /// @param entry the entry at indices that are known to be valid
  /// @param zeroOutside whether `entry` is zero at other indices already
  record Matrix(Formula rows, Formula columns, BinaryOperator<Formula> entry, boolean zeroOutside)
      implements Value {

    Matrix(Formula rows, Formula columns, BinaryOperator<Formula> entry) {
      this(rows, columns, entry, false);
    }
  }

  /// `1 ≤ index ≤ size`.
  static Condition valid(Formula index, Formula size) {
    return new Condition.And(
        List.of(
            Condition.compare(Relation.LE, Formula.ONE, index),
            Condition.compare(Relation.LE, index, size)));
  }
}
