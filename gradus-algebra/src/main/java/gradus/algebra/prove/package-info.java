/// Proofs of equations, for all values and sizes.
///
/// **Start at** {@link gradus.algebra.prove.Prover}. **Depends on** `gradus.formula`,
/// `gradus.algebra.calculus` and exact fractions. **The one idea:** both sides become one
/// polynomial over exponentials, logarithms, sums and brackets, each rewriting is written down, and
/// the claim holds if nothing remains. **Not here:** the judge of these proofs
/// (`gradus.algebra.checker`), counterexamples (`gradus.algebra.refute`).
@NullMarked
package gradus.algebra.prove;

import org.jspecify.annotations.NullMarked;
