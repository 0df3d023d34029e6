package gradus.explain.notation;

import gradus.formula.Condition;
import gradus.formula.Formula;

/// A formula in presentation MathML, which browsers draw without help.
///
/// {@link #of} gives the inner elements, {@link #inline} and {@link #block} the whole `math`.
public final class FormulaMathml {

  private static final Drawing DRAWING = new Drawing(new MathmlMarks());

  private FormulaMathml() {}

  /// The term, drawn.
  public static String of(Formula term) {
    return DRAWING.of(term);
  }

  /// The condition, drawn.
  public static String of(Condition condition) {
    return DRAWING.of(condition);
  }

  /// A `math` element within a line of text.
  public static String inline(Formula term) {
    return "<math><mrow>" + of(term) + "</mrow></math>";
  }

  /// A `math` element on a line of its own.
  public static String block(Formula term) {
    return "<math display=\"block\"><mrow>" + of(term) + "</mrow></math>";
  }
}
