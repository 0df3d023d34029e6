/// The judge of signs and of curvature.
///
/// **Start at** {@link gradus.algebra.signs.Certificates}. **Depends on** `gradus.formula`, the
/// records of `gradus.algebra` and its derivatives; on nothing that looks for proofs. **The one
/// idea:** a polynomial without a change of sign is certified by the number of its roots, counted
/// anew. **Not here:** equations (`gradus.algebra.checker`), the search
/// (`gradus.algebra.curvature`).
@NullMarked
package gradus.algebra.signs;

import org.jspecify.annotations.NullMarked;
