/// The judge of proofs of equations.
///
/// **Start at** {@link gradus.algebra.checker.Checker}. **Depends on** `gradus.formula`, the
/// records of `gradus.algebra` and the definitions and derivatives of `gradus.algebra.calculus`,
/// which the prover uses too; on nothing that looks for proofs. **The one idea:** every line is
/// verified by itself where it is used, by one canonical form and by linear arguments whose lines
/// are handed to it and verified too, so that a wrong line is refused whoever wrote it. **Not
/// here:** the search (`gradus.algebra.prove`), values (`gradus.algebra.refute`), signs and
/// curvature (`gradus.algebra.signs`).
@NullMarked
package gradus.algebra.checker;

import org.jspecify.annotations.NullMarked;
