/// First values of parameters.
///
/// **Start at** {@link gradus.nn.init.Initialiser}. **Depends on** `gradus.tensor`,
/// `gradus.random`. **The one idea:** a parameter's first value depends on the seed and its own
/// name, not on the others. **Not here:** which layer uses which (`gradus.nn.layer`).
@NullMarked
package gradus.nn.init;

import org.jspecify.annotations.NullMarked;
