package gradus.algebra;

import gradus.formula.Formula;
import java.util.List;

/// One line of a proof: wherever `before` stands in the goal, `after` may stand.
///
/// @param rule the law that is used, by its name
/// @param before what is replaced
/// @param after what it is replaced by; the same value at every point where `before` is defined
/// @param witness what a checker needs beyond the law's name, such as the multipliers of a linear
///   argument; mostly empty
public record Step(String rule, Formula before, Formula after, List<Formula> witness) {
  public Step {
    witness = List.copyOf(witness);
  }
}
