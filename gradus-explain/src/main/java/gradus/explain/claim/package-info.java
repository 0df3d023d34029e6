/// The language in which people write claims about formulas and derivatives.
///
/// **Start at** {@link gradus.explain.claim.Claim}. **Depends on** `gradus.algebra`, which decides.
/// **The one idea:** a line of text becomes terms with positions, names get a type and a length
/// from how they are used, and what is left are goals about scalars. **Not here:** proofs and
/// counterexamples (`gradus.algebra`), how formulas are drawn (`gradus.explain.notation`).
@NullMarked
package gradus.explain.claim;

import org.jspecify.annotations.NullMarked;
