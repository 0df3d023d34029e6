/// How a formula is drawn: a line of text, LaTeX, MathML.
///
/// **Start at** {@link gradus.explain.notation.FormulaText}. **Depends on** `gradus.formula`. **The
/// one idea:** one walk knows precedence and signs, three sets of marks know how a notation writes.
/// **Not here:** simplification (`gradus.explain.derive`), pages (`gradus.explain.render`).
@NullMarked
package gradus.explain.notation;

import org.jspecify.annotations.NullMarked;
