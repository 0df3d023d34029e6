package gradus.algebra;

import gradus.formula.Condition;
import gradus.formula.Formula;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is known of the names in a claim.
///
/// A tensor is a sequence over all integers that is zero outside its ranges. A name that stands in
/// neither map is a real variable.
///
/// @param variables the scalars and what they range over
/// @param tensors the first and last index of each axis of each tensor
/// @param given what may be assumed: ranges of sizes, indices and reals
public record Setting(
    Map<String, Kind> variables, Map<String, List<Range>> tensors, List<Condition> given) {

  /// What a variable ranges over.
  public enum Kind {
    /// Any real number.
    REAL,
    /// Any integer.
    INTEGER
  }

  /// From where to where an index runs, both ends included.
  ///
  /// @param from the first index
  /// @param to the last index; below `from` there is none
  public record Range(Formula from, Formula to) {}

  public Setting {
    variables = Collections.unmodifiableMap(new TreeMap<>(variables));
    tensors = Collections.unmodifiableMap(new TreeMap<>(tensors));
    given = List.copyOf(given);
  }

  /// Whether a name is an integer.
  public boolean isInteger(String name) {
    return variables.get(name) == Kind.INTEGER;
  }
}
