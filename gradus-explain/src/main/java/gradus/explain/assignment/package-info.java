/// The assignment that Gradus grew from, answered again by the engine.
///
/// **Start at** {@link gradus.explain.assignment.Assignment}. **Depends on** `gradus.signal`,
/// `gradus.explain.claim`, `gradus.explain.loss` and `gradus.explain.summary`. **The one idea:**
/// every value in an answer is calculated, and every claim decided, when it is asked for; only the
/// words on errors are written by hand. **Not here:** proofs (`gradus.algebra`).
@NullMarked
package gradus.explain.assignment;

import org.jspecify.annotations.NullMarked;
