package gradus.algebra;

import gradus.reference.Fraction;

/// A line of a linear argument. The lines follow what is known, whose lines come first, and say
/// that something is 0 or more; one of them says something false.
///
/// @param <U> products of unknowns, which are unknowns themselves
public sealed interface LinearLine<U> {

  /// What holds of a product in any case.
  ///
  /// @param product which
  /// @param law the number of the law, from 0
  /// @param <U> products of unknowns
  record Law<U>(U product, int law) implements LinearLine<U> {}

  /// Two earlier lines, multiplied by positive numbers and added.
  ///
  /// @param first the number of a line
  /// @param a by what it is multiplied
  /// @param second the number of another
  /// @param b by what it is multiplied
  /// @param <U> products of unknowns
  record Combined<U>(int first, Fraction a, int second, Fraction b) implements LinearLine<U> {}

  /// The product of two earlier lines.
  ///
  /// @param first the number of a line
  /// @param second the number of another
  /// @param <U> products of unknowns
  record Product<U>(int first, int second) implements LinearLine<U> {}
}
