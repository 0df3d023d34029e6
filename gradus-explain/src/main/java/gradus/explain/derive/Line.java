package gradus.explain.derive;

import gradus.formula.Formula;
import gradus.tensor.Shape;
import java.util.Optional;

/// One line of a derivation: `left = right`, by a rule.
///
/// @param rule why it holds
/// @param left what is worked out
/// @param right what it is; empty where it is too long to be read
/// @param shape the shape of the whole tensor
/// @param remark what was measured or proved, or ""
public record Line(String rule, Formula left, Optional<Formula> right, Shape shape, String remark) {

  static Line of(String rule, Formula left, Formula right, Shape shape) {
    return new Line(rule, left, Optional.of(right), shape, "");
  }

  Line remarked(String text) {
    return new Line(rule, left, right, shape, text);
  }
}
