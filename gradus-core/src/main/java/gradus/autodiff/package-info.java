/// Differentiation, graph to graph: backwards (vjp) and forwards (jvp).
///
/// **Start at** {@link gradus.autodiff.Gradients}. **Depends on** `gradus.op`; nothing here
/// computes a number. **The one idea:** walk the graph, ask each {@linkplain gradus.op.Op#vjp
/// operation for its rule}, and add up the cotangents that meet. **Not here:** the rules themselves
/// (they live with each operation), simplification (`gradus.rewrite`).
@NullMarked
package gradus.autodiff;

import org.jspecify.annotations.NullMarked;
