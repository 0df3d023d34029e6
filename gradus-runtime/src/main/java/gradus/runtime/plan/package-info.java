/// A graph becomes steps over planned buffers, and runs.
///
/// **Start at** {@link gradus.runtime.plan.Plan}. **Depends on** `gradus.rewrite`,
/// `gradus.runtime.kernel`, `gradus.runtime.thread`. **The one idea:** everything is decided while
/// the plan is made (order, places, fusion, parts), so that a run is a walk over steps that
/// allocates nothing. **Not here:** the loops themselves (`gradus.runtime.kernel`), laws of graphs
/// (`gradus.rewrite`).
@NullMarked
package gradus.runtime.plan;

import org.jspecify.annotations.NullMarked;
