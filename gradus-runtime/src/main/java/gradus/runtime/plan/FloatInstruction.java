package gradus.runtime.plan;

import gradus.runtime.kernel.Recipe;

/// An instruction from rows of `float` to one, which a {@link Fused} one may contain.
abstract class FloatInstruction extends Instruction {

  FloatInstruction(Row output, Row... inputs) {
    super(output, inputs);
  }

  /// Its operation on the values of these numbers.
  abstract Recipe.Operation of(int... numbers);
}
