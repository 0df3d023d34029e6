package gradus.explain.notation;

import gradus.formula.Condition;
import gradus.formula.Formula;

/// A formula in one line of Unicode: `σ(a) − y`, `Σ_{k=0..K−1} e^{xₖ}`, `W[i, j]`.
///
/// Parentheses stand only where precedence asks for them; indices count as the formula counts.
public final class FormulaText {

  private static final Drawing DRAWING = new Drawing(new TextMarks());

  private FormulaText() {}

  /// The term, drawn.
  public static String of(Formula term) {
    return DRAWING.of(term);
  }

  /// The condition, drawn.
  public static String of(Condition condition) {
    return DRAWING.of(condition);
  }
}
