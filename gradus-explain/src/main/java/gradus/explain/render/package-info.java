/// How things are drawn: tables of text, curves, pages.
///
/// **Start at** {@link gradus.explain.render.Table}. **Depends on** nothing but what it draws.
/// **The one idea:** what is told is worked out elsewhere; here it only gets its form. **Not
/// here:** terminals and their colours (`gradus.cli`).
@NullMarked
package gradus.explain.render;

import org.jspecify.annotations.NullMarked;
