/// Finding what is probably a mistake in a network, saying why, and mending it.
///
/// **Start at** {@link gradus.explain.lint.Lint}. **Depends on** `gradus.nn`. **The one idea:**
/// each {@link gradus.explain.lint.Rule} knows one fault, where it stands, the derivation that
/// shows it, what it costs and the repair. **Not here:** errors that stop a network from being
/// built (they are thrown where it is built), wrong derivatives (`gradus.check`).
@NullMarked
package gradus.explain.lint;

import org.jspecify.annotations.NullMarked;
