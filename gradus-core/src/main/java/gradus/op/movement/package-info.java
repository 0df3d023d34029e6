/// Elements change place; no arithmetic.
///
/// **Start at** {@link gradus.op.movement.Movement}. **Depends on** `gradus.op`. **The one idea:**
/// each movement is linear and its adjoint is made of movements and sums. **Not here:** positions
/// that are data (`gradus.op.indexing`).
@NullMarked
package gradus.op.movement;

import org.jspecify.annotations.NullMarked;
