/// Losses of one logit compared: values, slopes, curvature, where they are convex, how they train.
///
/// **Start at** {@link gradus.explain.loss.LossComparisonReport}. **Depends on** `gradus.formula`,
/// `gradus.algebra.calculus`, `gradus.reference` and `gradus.explain.render`. **The one idea:**
/// what decides whether a loss trains is its shape in the logit, and that can be measured. **Not
/// here:** losses of tensors (`gradus.op.composite`), training (`gradus.nn.train`).
@NullMarked
package gradus.explain.loss;

import org.jspecify.annotations.NullMarked;
