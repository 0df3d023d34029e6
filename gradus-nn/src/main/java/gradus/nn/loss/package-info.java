/// What training makes small, and what the outputs mean.
///
/// **Start at** {@link gradus.nn.loss.Loss}. **Depends on** `gradus.op`. **The one idea:** the kind
/// of target decides activation and loss together; losses take logits. **Not here:** the loss
/// functions themselves (`gradus.op.composite`).
@NullMarked
package gradus.nn.loss;

import org.jspecify.annotations.NullMarked;
