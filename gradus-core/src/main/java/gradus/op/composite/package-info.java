/// Named functions made of simpler operations: softmax, losses, normalisations, activations.
///
/// **Start at** {@link gradus.op.composite.Composite}. **Depends on** `gradus.op`. **The one
/// idea:** three faces: the definition (the mathematics), the lowering (stable, for running), and
/// closed derivative rules, each tested against the others. **Not here:** how layers use them
/// (`gradus.nn`).
@NullMarked
package gradus.op.composite;

import org.jspecify.annotations.NullMarked;
