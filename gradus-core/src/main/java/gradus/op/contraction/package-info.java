/// Products summed over a shared axis.
///
/// **Start at** {@link gradus.op.contraction.MatMul}. **Depends on** `gradus.op`. **The one idea:**
/// a contraction is bilinear, and its two derivatives are contractions again. **Not here:**
/// convolution (`gradus.op.window`).
@NullMarked
package gradus.op.contraction;

import org.jspecify.annotations.NullMarked;
