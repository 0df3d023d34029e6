/// The judge of signs and of curvature.
///
/// **Start at** {@link gradus.algebra.signs.Laws}. **Depends on** `gradus.formula`, the records of
/// `gradus.algebra`, its derivatives and the checker of equations; on nothing that looks for
/// proofs. **The one idea:** a reason is a tree of laws, each held against its own statement at its
/// own place; a polynomial without a change of sign is certified by the number of its roots,
/// counted anew. **Not here:** equations (`gradus.algebra.checker`), the search
/// (`gradus.algebra.curvature`), which asks the same laws.
@NullMarked
package gradus.algebra.signs;

import org.jspecify.annotations.NullMarked;
