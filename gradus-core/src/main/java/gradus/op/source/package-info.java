/// Where values enter a graph: inputs, parameters, states, constants, random draws.
///
/// **Start at** {@link gradus.op.source.Source}. **Depends on** `gradus.op`. **The one idea:** a
/// source has a name or a value, and no derivative passes through it. **Not here:** the values that
/// are fed (`gradus.runtime.plan`).
@NullMarked
package gradus.op.source;

import org.jspecify.annotations.NullMarked;
