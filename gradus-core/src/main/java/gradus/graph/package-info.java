/// A whole graph: outputs, updates of state, order, verification, print.
///
/// **Start at** {@link gradus.graph.Graph}. **Depends on** `gradus.op`. **The one idea:** a graph
/// is what is asked for, outputs and new states; its nodes are those that this needs. **Not here:**
/// derivatives (`gradus.autodiff`), values (`gradus.reference`, `gradus.runtime.plan`).
@NullMarked
package gradus.graph;

import org.jspecify.annotations.NullMarked;
