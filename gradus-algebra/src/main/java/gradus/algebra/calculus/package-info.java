/// Derivatives of formulas, rule by rule, and the definitions of functions.
///
/// **Start at** {@link gradus.algebra.calculus.Derivative}. **Depends on** `gradus.formula`. **The
/// one idea:** a derivative is a formula again; sums stay sums, and the derivative of an entry by
/// an entry of the same tensor is a Kronecker delta. The prover and the checker of proofs share
/// these rules, which are held against values by their tests. **Not here:** derivatives of graphs
/// (`gradus.autodiff`), simplification beyond dropping zeros and ones (`gradus.algebra.prove`).
@NullMarked
package gradus.algebra.calculus;

import org.jspecify.annotations.NullMarked;
