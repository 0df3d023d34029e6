/// A mathematical expression as data: indexed scalar terms, not yet drawn.
///
/// **Start at** {@link gradus.formula.Formula}. **Depends on** `gradus.tensor`. **The one idea:**
/// operations emit formulas, claims parse into them, algebra normalises them, renderers print them:
/// one mathematics. **Not here:** drawing (`gradus.explain.render`), equality of functions
/// (`gradus.algebra`), values (`gradus.reference`).
@NullMarked
package gradus.formula;

import org.jspecify.annotations.NullMarked;
