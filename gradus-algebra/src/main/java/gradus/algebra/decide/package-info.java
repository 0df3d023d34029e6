/// What can honestly be said of a goal: the procedures tried in order.
///
/// **Start at** {@link gradus.algebra.decide.Decision}. **Depends on** all of `gradus.algebra`.
/// **The one idea:** refute first, prove next, prove for sizes after that, and never call a sample
/// a proof. **Not here:** the procedures themselves.
@NullMarked
package gradus.algebra.decide;

import org.jspecify.annotations.NullMarked;
