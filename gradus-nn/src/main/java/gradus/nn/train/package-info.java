/// Training: steps, epochs, runs and their folders.
///
/// **Start at** {@link gradus.nn.train.StepGraph}. **Depends on** `gradus.nn.model`,
/// `gradus.nn.optim`, `gradus.nn.data`, `gradus.runtime.plan`. **The one idea:** a training step is
/// one graph, and everything that a run depends on is in its seed, its data and its settings. **Not
/// here:** what people see of it (`gradus.cli`).
@NullMarked
package gradus.nn.train;

import org.jspecify.annotations.NullMarked;
