/// What a network is made of, in numbers: shapes, parameters, multiply-adds, receptive fields.
///
/// **Start at** {@link gradus.explain.summary.Summary}. **Depends on** `gradus.nn.model`. **The one
/// idea:** every number is read off the graph that would run. **Not here:** how a table is drawn
/// (`gradus.explain.render`).
@NullMarked
package gradus.explain.summary;

import org.jspecify.annotations.NullMarked;
