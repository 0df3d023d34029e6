/// A window that slides: convolution and pooling, in one to three spatial axes.
///
/// **Start at** {@link gradus.op.window.Convolution}. **Depends on** `gradus.op`. **The one idea:**
/// a convolution is one trilinear form `Σ ȳ · x · w`; leaving out one of the three gives the
/// forward operation, its transpose and its weight gradient, so the family is closed under
/// differentiation. **Not here:** layers with names and biases (`gradus.nn.layer`), the loops
/// (`gradus.runtime.kernel`).
@NullMarked
package gradus.op.window;

import org.jspecify.annotations.NullMarked;
