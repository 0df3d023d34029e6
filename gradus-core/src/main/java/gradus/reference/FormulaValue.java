package gradus.reference;

import gradus.formula.Condition;
import gradus.formula.Formula;
import gradus.tensor.GraphException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// The value of formulas where names have values.
///
/// A tensor is 0 where the index leaves its range; of two terms to choose from only the chosen one
/// is evaluated. Throws {@link GraphException} for a name without a value.
///
/// @param numbers the kind of number
/// @param variables the values of variables
/// @param tensors the values of tensors
/// @param <T> one number
public record FormulaValue<T>(
    Numbers<T> numbers, Map<String, T> variables, Map<String, Value<T>> tensors) {

  public FormulaValue {
    variables = Collections.unmodifiableMap(new TreeMap<>(variables));
    tensors = Collections.unmodifiableMap(new TreeMap<>(tensors));
  }

  /// The value of a formula.
  public T of(Formula formula) {
    return new Scope<>(this).of(formula);
  }

  /// Whether a condition holds.
  public boolean holds(Condition condition) {
    return new Scope<>(this).holds(condition);
  }
}
