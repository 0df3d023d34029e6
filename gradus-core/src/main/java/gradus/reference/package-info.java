/// The judge: the slow, obvious evaluator that kernels, plans, rewrites and gradients are tried
/// against.
///
/// **Start at** {@link gradus.reference.Judge}. **Depends on** `gradus.op`, `gradus.graph`,
/// `gradus.formula`, `gradus.random`. **The one idea:** nested loops over one small interface of
/// numbers, so that the same evaluator works in double, in exact fractions and in decimals of any
/// precision. **Not here:** speed (`gradus.runtime`), comparing derivatives (`gradus.check`).
@NullMarked
package gradus.reference;

import org.jspecify.annotations.NullMarked;
