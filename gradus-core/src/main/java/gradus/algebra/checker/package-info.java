/// The judge of proofs.
///
/// **Start at** {@link gradus.algebra.checker.Checker} for equations and {@link
/// gradus.algebra.signs.CurvatureChecker} for signs. **Depends on** `gradus.formula` and the
/// records of `gradus.algebra`; on nothing that looks for proofs. **The one idea:** every line is
/// verified by itself where it is used, so that a wrong line is refused whoever wrote it. **Not
/// here:** the search (`gradus.algebra.prove`), values (`gradus.algebra.refute`).
@NullMarked
package gradus.algebra.checker;

import org.jspecify.annotations.NullMarked;
