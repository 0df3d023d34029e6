/// Positions that are data: gather, scatter, one-hot.
///
/// **Start at** {@link gradus.op.indexing.Indexing}. **Depends on** `gradus.op`. **The one idea:**
/// a gather and a scatter-add over the same indices are each other's adjoint. **Not here:**
/// positions fixed while the graph is built (`gradus.op.movement`).
@NullMarked
package gradus.op.indexing;

import org.jspecify.annotations.NullMarked;
