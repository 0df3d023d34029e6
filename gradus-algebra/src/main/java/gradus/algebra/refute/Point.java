package gradus.algebra.refute;

import gradus.algebra.Counterexample.Elements;
import gradus.reference.Fraction;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// Values of all variables and tensors.
///
/// @param variables by name
/// @param tensors by name
record Point(SortedMap<String, Fraction> variables, SortedMap<String, Elements> tensors) {

  /// Another value of a variable.
  Point with(String variable, Fraction value) {
    SortedMap<String, Fraction> changed = new TreeMap<>(variables);
    changed.put(variable, value);
    return new Point(changed, tensors);
  }

  /// Other elements of a tensor.
  Point with(String tensor, UnaryOperator<List<Fraction>> change) {
    Elements elements = tensors.get(tensor);
    if (elements == null) {
      return this;
    }
    List<Fraction> values = change.apply(new ArrayList<>(elements.values()));
    SortedMap<String, Elements> changed = new TreeMap<>(tensors);
    changed.put(tensor, new Elements(elements.from(), elements.sizes(), values));
    return new Point(variables, changed);
  }
}
