package gradus.explain.notation;

import gradus.formula.Condition;
import gradus.formula.Formula;

/// A formula in LaTeX, for mathematics mode: `\sigma(a) - y`.
///
/// Needs `amsmath`. Names of more than one letter are upright, of a letter and digits italic.
public final class FormulaLatex {

  private static final Drawing DRAWING = new Drawing(new LatexMarks());

  private FormulaLatex() {}

  /// The term, drawn.
  public static String of(Formula term) {
    return DRAWING.of(term);
  }

  /// The condition, drawn.
  public static String of(Condition condition) {
    return DRAWING.of(condition);
  }
}
