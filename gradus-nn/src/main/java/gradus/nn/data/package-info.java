/// Examples to learn from: sets in memory, the files they come from, the batches they leave in.
///
/// **Start at** {@link gradus.nn.data.Dataset}. **Depends on** `gradus.tensor`, `gradus.random`; no
/// file is trusted. **The one idea:** a set is immutable, and which example comes when is a pure
/// function of seed, epoch and the example's number. **Not here:** networks, the training loop,
/// scores.
@NullMarked
package gradus.nn.data;

import org.jspecify.annotations.NullMarked;
