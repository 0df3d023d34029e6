/// Signs and curvature, exactly: what is nowhere negative, convex, positive semidefinite.
///
/// **Start at** {@link gradus.algebra.curvature.Convexity}. **Depends on**
/// `gradus.algebra.calculus`, `gradus.algebra.signs` and `gradus.algebra.refute`. **The one idea:**
/// a second derivative is a quotient of polynomials in one exponential, and Sturm's theorem counts
/// the roots of a polynomial. **Not here:** the checker of these proofs (`gradus.algebra.signs`),
/// equations (`gradus.algebra.prove`).
@NullMarked
package gradus.algebra.curvature;

import org.jspecify.annotations.NullMarked;
