/// Random numbers that depend on where they are drawn, not on when.
///
/// **Start at** {@link gradus.random.Philox}. **Depends on** nothing but the JDK. **The one idea:**
/// a draw is a pure function of a seed, a stream and an index, so threads, order and interruption
/// cannot change it. **Not here:** the operation that draws inside a graph (`gradus.op.source`),
/// and initial weights (`gradus.nn`).
@NullMarked
package gradus.random;

import org.jspecify.annotations.NullMarked;
