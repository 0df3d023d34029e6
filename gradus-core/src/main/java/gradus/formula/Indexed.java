package gradus.formula;

import gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A tensor as mathematics sees it: sizes, which may be symbols, and a term for each index.
///
/// @param sizes the length of each axis, as terms
/// @param entries the element at an index
/// @param zeroOutside whether the terms are already zero where the index leaves its range
public record Indexed(
    List<Formula> sizes, Function<List<Formula>, Formula> entries, boolean zeroOutside) {

  public Indexed {
    sizes = List.copyOf(sizes);
  }

  /// A tensor known by its name: its elements are {@link Formula.Entry} terms.
  public static Indexed named(String name, Shape shape) {
    return new Indexed(
        shape.sizes().stream().map(size -> Formula.number(size.longValue())).toList(),
        index -> new Formula.Entry(name, index),
        true);
  }

  /// The element at an index.
  public Formula at(List<Formula> index) {
    return entries.apply(index);
  }

  /// The element at an index that may leave its range on the axes from `axis` on: zero there.
  public Formula orZero(List<Formula> index, int axis) {
    if (zeroOutside || axis == rank()) {
      return at(index);
    }
    List<Condition> inside = new ArrayList<>();
    for (int a = axis; a < rank(); a++) {
      inside.add(Condition.within(index.get(a), Formula.ZERO, size(a)));
    }
    return new Formula.Choose(new Condition.And(inside), at(index), Formula.ZERO);
  }

  /// The number of axes.
  public int rank() {
    return sizes.size();
  }

  /// The length of an axis.
  public Formula size(int axis) {
    return sizes.get(axis);
  }
}
