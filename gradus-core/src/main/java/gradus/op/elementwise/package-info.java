/// One element from the elements in the same place.
///
/// **Start at** {@link gradus.op.elementwise.Elementwise}. **Depends on** `gradus.op`. **The one
/// idea:** inputs and output have one shape; builders insert a broadcast where they differ. **Not
/// here:** activations made of these (`gradus.op.composite`), their loops
/// (`gradus.runtime.kernel`).
@NullMarked
package gradus.op.elementwise;

import org.jspecify.annotations.NullMarked;
