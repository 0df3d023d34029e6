/// Optimisers: how a gradient changes a parameter, as graphs.
///
/// **Start at** {@link gradus.nn.optim.Optimiser}. **Depends on** `gradus.op`. **The one idea:** an
/// update is part of the training step's graph, written as its paper prints it, but that what fades
/// ends at zero. **Not here:** when steps are made (`gradus.nn.train`).
@NullMarked
package gradus.nn.optim;

import org.jspecify.annotations.NullMarked;
