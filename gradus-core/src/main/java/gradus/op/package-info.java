/// What an operation is, and a use of one.
///
/// **Start at** {@link gradus.op.Op}. **Depends on** `gradus.tensor`, `gradus.formula`. **The one
/// idea:** an operation states its type, its derivative, its formula and, where it is made of
/// simpler ones, its definition; all else is a pass over graphs. **Not here:** values
/// (`gradus.reference`, `gradus.runtime`), walks over whole graphs (`gradus.graph`).
@NullMarked
package gradus.op;

import org.jspecify.annotations.NullMarked;
