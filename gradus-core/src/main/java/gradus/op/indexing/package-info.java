/// Positions that are data: gather, scatter, one-hot, sort.
///
/// **Start at** {@link gradus.op.indexing.Gather}. **Depends on** `gradus.op`. **The one idea:** a
/// gather and a scatter-add over the same positions are each other's adjoint. **Not here:**
/// positions fixed while the graph is built (`gradus.op.movement`), the check of positions where a
/// graph runs (the evaluators).
@NullMarked
package gradus.op.indexing;

import org.jspecify.annotations.NullMarked;
