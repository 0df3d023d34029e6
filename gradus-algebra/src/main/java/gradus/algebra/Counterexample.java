package gradus.algebra;

import gradus.reference.Fraction;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A point at which a claim fails.
///
/// @param variables the value of each variable and size
/// @param tensors the elements of each tensor, row by row, with its sizes first in the name's shape
/// @param left the value of the left side there: an exact fraction, or an enclosing interval
/// @param right the value of the right side
public record Counterexample(
    SortedMap<String, Fraction> variables,
    SortedMap<String, Elements> tensors,
    String left,
    String right) {

  /// The elements of a tensor.
  ///
  /// @param from the first index of each axis
  /// @param sizes the length of each axis
  /// @param values the elements, the last axis fastest
  public record Elements(List<Integer> from, List<Integer> sizes, List<Fraction> values) {
    public Elements {
      from = List.copyOf(from);
      sizes = List.copyOf(sizes);
      values = List.copyOf(values);
    }
  }

  public Counterexample {
    variables = new TreeMap<>(variables);
    tensors = new TreeMap<>(tensors);
  }
}
