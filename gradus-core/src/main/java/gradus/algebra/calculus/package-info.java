/// Derivatives of formulas, rule by rule.
///
/// **Start at** {@link gradus.algebra.calculus.Derivative}. **Depends on** `gradus.formula`. **The
/// one idea:** a derivative is a formula again; sums stay sums, and the derivative of an entry by
/// an entry of the same tensor is a Kronecker delta. **Not here:** derivatives of graphs
/// (`gradus.autodiff`), simplification beyond dropping zeros and ones (`gradus.algebra.normal`).
@NullMarked
package gradus.algebra.calculus;

import org.jspecify.annotations.NullMarked;
