/// Jacobians by structure: what is known of a matrix of derivatives without writing it out.
///
/// **Start at** {@link gradus.jacobian.Jacobians} for two nodes of a graph, at {@link
/// gradus.jacobian.Jacobian} for what a matrix can do. **Depends on** `gradus.op`,
/// `gradus.autodiff`, `gradus.reference`. **The one idea:** each operation's Jacobian has a shape
/// of its own (diagonal, Toeplitz, diagonal minus rank one, …); a network's is their product, which
/// is simplified where the product has a shape again, and written out only when asked. **Not
/// here:** the derivative rules (`gradus.op`), proofs about all values (`gradus.algebra`).
@NullMarked
package gradus.jacobian;

import org.jspecify.annotations.NullMarked;
