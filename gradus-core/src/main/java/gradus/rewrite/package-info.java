/// Graph to graph: named laws used left to right, lowering, sharing.
///
/// **Start at** {@link gradus.rewrite.Passes}. **Depends on** `gradus.graph`, `gradus.op`. **The
/// one idea:** a rewrite is a named law that says whether it keeps every bit, and every pass hands
/// on a valid graph. **Not here:** fusing for memory and threads (`gradus.runtime.plan`), proofs
/// (`gradus.algebra`).
@NullMarked
package gradus.rewrite;

import org.jspecify.annotations.NullMarked;
