/// How a gradient comes about, step by step, for a network of the user's.
///
/// **Start at** {@link gradus.explain.derive.Explanation}. **Depends on** `gradus.nn.model` and the
/// engine's own derivative rules. **The one idea:** each rule of the graph is drawn as a formula,
/// evaluated as a formula, and held against the gradient that the engine computes. **Not here:**
/// how a formula is drawn (`gradus.explain.notation`), proofs (`gradus.algebra`).
@NullMarked
package gradus.explain.derive;

import org.jspecify.annotations.NullMarked;
