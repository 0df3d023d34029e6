package gradus.algebra.prove;

import gradus.algebra.Work;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// What was asked at a place and what the answers were, and the places inside it that were met: the
/// same questions come again with each line of a proof.
///
/// Changes with every question.
final class Asked {

  private final Work work;
  private final Map<Object, Boolean> answers = new HashMap<>();
  private final Map<Object, Context> inner = new HashMap<>();

  Asked(Work work) {
    this.work = work;
  }

  /// What may still be done.
  Work work() {
    return work;
  }

  /// The answer to a question that depends on nothing else.
  boolean answer(Object question, BooleanSupplier answer) {
    Boolean known = answers.get(question);
    if (known == null) {
      known = answer.getAsBoolean();
      answers.put(question, known);
    }
    return known;
  }

  /// The place that something more makes of this one.
  Context place(Object more, Supplier<Context> made) {
    Context known = inner.get(more);
    if (known == null) {
      known = made.get();
      inner.put(more, known);
    }
    return known;
  }
}
