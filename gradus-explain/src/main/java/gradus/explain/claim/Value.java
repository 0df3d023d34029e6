package gradus.explain.claim;

import gradus.formula.Condition;
import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Parts;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/// What a term stands for: a number, or numbers by index from 1.
sealed interface Value {

  /// Smooth functions that have a value everywhere.
  Set<String> TOTAL = Set.of("exp", "sigmoid", "tanh", "softplus", "sin", "cos", "erf");

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
        boolean whole = i.denominator().equals(BigInteger.ONE);
        boolean positive = whole && i.numerator().signum() > 0;
        boolean valid = positive && i.numerator().compareTo(n.numerator()) <= 0;
        return valid ? inside.apply(index) : Formula.ZERO;
      }
      Condition valid = valid(index, size);
      Formula there = inside.apply(index);
      return isTotal(there)
          ? new Formula.Iverson(valid).times(there)
          : new Formula.Choose(valid, there, Formula.ZERO);
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

  /// Whether a term has a value at all indices, by its form: a factor of 0 then says what a case
  /// would.
  private static boolean isTotal(Formula term) {
    boolean here =
        switch (term) {
          case Formula.Num _, Formula.Var _, Formula.Entry _, Formula.Add _, Formula.Neg _ -> true;
          case Formula.Mul _, Formula.Iverson _, Formula.Choose _ -> true;
          case Formula.Fold fold -> fold.combination() == Formula.Combination.SUM;
          case Formula.Power(Formula _, Formula.Num n) ->
              n.numerator().signum() >= 0 && n.denominator().equals(BigInteger.ONE);
          case Formula.Div(Formula _, Formula.Num n) -> n.numerator().signum() != 0;
          case Formula.Call(String function, List<Formula> _) -> TOTAL.contains(function);
          case Formula.Named _, Formula.Power _, Formula.Div _ -> false;
        };
    return here && Parts.of(term).stream().allMatch(Value::isTotal);
  }

  /// `1 ≤ index ≤ size`.
  static Condition valid(Formula index, Formula size) {
    return new Condition.And(
        List.of(
            Condition.compare(Relation.LE, Formula.ONE, index),
            Condition.compare(Relation.LE, index, size)));
  }
}
