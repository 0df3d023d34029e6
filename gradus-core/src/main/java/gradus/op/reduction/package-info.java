/// Many elements to one, over some axes.
///
/// **Start at** {@link gradus.op.reduction.Reduction}. **Depends on** `gradus.op`. **The one
/// idea:** axes are sorted and counted from the front; `keepAxes` leaves them with length 1. **Not
/// here:** softmax and other composites (`gradus.op.composite`).
@NullMarked
package gradus.op.reduction;

import org.jspecify.annotations.NullMarked;
