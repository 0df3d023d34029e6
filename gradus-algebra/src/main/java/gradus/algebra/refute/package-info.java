/// Looking for a point at which a claim fails, and counting digits where it does not.
///
/// **Start at** {@link gradus.algebra.refute.Refuter}. **Depends on** `gradus.algebra`,
/// `gradus.algebra.calculus` and the fractions of `gradus.reference`. **The one idea:** a value is
/// an exact fraction or an interval that is proved to hold it, so that two sides differ only when
/// nothing can make them equal. **Not here:** proofs (`gradus.algebra.prove`), values of graphs
/// (`gradus.reference`).
@NullMarked
package gradus.algebra.refute;

import org.jspecify.annotations.NullMarked;
