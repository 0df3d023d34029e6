/// The judge of proofs of equations.
///
/// **Start at** {@link gradus.algebra.checker.Checker}. **Depends on** `gradus.formula`, the
/// records of `gradus.algebra` and the definitions and derivatives of `gradus.algebra.calculus`,
/// which the prover uses too; on nothing that looks for proofs. **The one idea:** every line is
/// verified where it is used, by one canonical form and linear arguments whose lines are verified
/// too, so that a wrong line is refused whoever wrote it. **Not here:** the searches (`prove` and
/// `linear`), values (`gradus.algebra.refute`), signs and curvature (`gradus.algebra.signs`).
@NullMarked
package gradus.algebra.checker;

import org.jspecify.annotations.NullMarked;
