/// How good predictions are.
///
/// **Start at** {@link gradus.nn.metric.Scores}. **Depends on** `gradus.nn.loss`, `gradus.nn.data`.
/// **The one idea:** outputs and targets of a whole set become scores by name, in double and in a
/// fixed order. **Not here:** what training makes small (`gradus.nn.loss`).
@NullMarked
package gradus.nn.metric;

import org.jspecify.annotations.NullMarked;
