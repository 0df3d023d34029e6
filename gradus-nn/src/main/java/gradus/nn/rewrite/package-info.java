/// Networks changed into other networks of the same function, each change with its certificate.
///
/// **Start at** {@link gradus.nn.rewrite.Rewriter}. **Depends on** `gradus.nn.model`,
/// `gradus.reference`. **The one idea:** each new parameter is a graph over the old ones, so one
/// text says what it is, computes it exactly, and can be differentiated. **Not here:** rewrites of
/// graphs that keep their parameters (`gradus.rewrite`), proofs of the laws (`gradus.explain.law`).
@NullMarked
package gradus.nn.rewrite;

import org.jspecify.annotations.NullMarked;
