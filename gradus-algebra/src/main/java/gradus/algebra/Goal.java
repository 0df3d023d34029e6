package gradus.algebra;

import gradus.formula.Condition.Relation;
import gradus.formula.Formula;
import gradus.formula.Formula.Var;

/// What is to be shown, for every value that the setting allows and at which all terms are defined.
///
/// A derivative is written `Call("derivative", [f, v])` where `v` is a variable or an entry of a
/// tensor. Indices and bounds are integers, everything else is real.
public sealed interface Goal {

  /// What is known of the names.
  Setting setting();

  /// `left relation right`.
  ///
  /// @param setting what is known of the names
  /// @param left the first term
  /// @param relation which
  /// @param right the second term
  record Compare(Setting setting, Formula left, Relation relation, Formula right) implements Goal {}

  /// The function is convex in a variable, at every value of the others.
  ///
  /// @param setting what is known of the names
  /// @param function the function
  /// @param by the variable in which it curves upwards
  record Convex(Setting setting, Formula function, Var by) implements Goal {}

  /// A symmetric matrix is positive semidefinite.
  ///
  /// @param setting what is known of the names other than `row` and `column`
  /// @param size how many rows and columns it has
  /// @param row the index of a row in `entry`, from 1 to `size`
  /// @param column the index of a column in `entry`
  /// @param entry the entry at `row` and `column`
  record Semidefinite(Setting setting, Formula size, Var row, Var column, Formula entry)
      implements Goal {}

  /// What a function comes near to as a variable does.
  ///
  /// Of the values at points where the function has one and what is given holds, at every value of
  /// the other names.
  ///
  /// @param setting what is known of the names
  /// @param function the function
  /// @param by the variable, a real number
  /// @param at where the variable goes: a term without it, or `infinity` or its negative
  /// @param from from which sides
  /// @param relation how the limit compares
  /// @param value with what: a term without the variable, or `infinity` or its negative
  record Limit(
      Setting setting,
      Formula function,
      Var by,
      Formula at,
      Side from,
      Relation relation,
      Formula value)
      implements Goal {

    /// From where a variable comes to a point.
    public enum Side {
      /// From both sides.
      BOTH,
      /// From above only.
      ABOVE,
      /// From below only.
      BELOW
    }
  }

  /// Another goal fails somewhere.
  ///
  /// @param goal what does not hold everywhere
  record Not(Goal goal) implements Goal {
    @Override
    public Setting setting() {
      return goal.setting();
    }
  }
}
