/// A model as one Java source file without dependencies.
///
/// **Start at** {@link gradus.nn.emit.JavaSource}. **Depends on** `gradus.nn.run`,
/// `gradus.runtime.plan`, `gradus.rewrite`. **The one idea:** the graph that a plan would run is
/// written down instead, operation by operation, with the kernels' algorithms and their order of
/// every sum, so that the answers have the same bits. **Not here:** other languages, training.
@NullMarked
package gradus.nn.emit;

import org.jspecify.annotations.NullMarked;
