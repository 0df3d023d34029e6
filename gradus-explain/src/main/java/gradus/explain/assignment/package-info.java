/// The assignment that Gradus grew from, answered again by the engine.
///
/// **Start at** {@link gradus.explain.assignment.Assignment}. **Depends on** `gradus.signal`,
/// `gradus.explain.loss`, `gradus.explain.summary` and `gradus.reference`. **The one idea:** every
/// value in an answer is calculated when it is asked for; the notes on errors are written by hand.
/// **Not here:** proofs (`gradus.algebra`).
@NullMarked
package gradus.explain.assignment;

import org.jspecify.annotations.NullMarked;
