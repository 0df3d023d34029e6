/// The identities behind the laws of `gradus.nn.rewrite`, as claims that the algebra decides.
///
/// **Start at** {@link gradus.explain.law.LawProofs}. **Depends on** `gradus.nn.rewrite`,
/// `gradus.algebra.decide`. **The one idea:** whoever rewrites networks need not carry a prover;
/// where it is there, it is asked. **Not here:** how claims are written (`gradus.explain.claim`).
@NullMarked
package gradus.explain.law;

import org.jspecify.annotations.NullMarked;
