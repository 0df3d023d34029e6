package gradus.op.elementwise;

import gradus.formula.Formula;
import gradus.formula.Indexed;
import gradus.op.Op;
import java.util.List;

/// An operation on elements in the same place: the shape is kept.
public sealed interface Elementwise extends Op
    permits Unary, Binary, Compare, Logical, Select, Cast {

  /// The output's element from the inputs' elements.
  Formula element(List<Formula> inputs);

  @Override
  default Formula formula(List<Indexed> inputs, List<Formula> index) {
    return element(inputs.stream().map(input -> input.at(index)).toList());
  }
}
