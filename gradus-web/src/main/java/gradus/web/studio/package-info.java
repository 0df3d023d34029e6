/// The studio: one local page on which people meet their runs, networks and the mathematics.
///
/// **Start at** {@link gradus.web.studio.Studio}. **Depends on** `gradus.web.http`, the store of
/// runs, and what `gradus.explain` works out. **The one idea:** the page asks small questions as
/// JSON and draws the answers; a question names a run by its id and never a file, and nothing is
/// answered to whoever does not hold the token. **Not here:** serving models to programs
/// (`gradus.web.inference`), how a training is recorded (`gradus.runs.record`).
@NullMarked
package gradus.web.studio;

import org.jspecify.annotations.NullMarked;
