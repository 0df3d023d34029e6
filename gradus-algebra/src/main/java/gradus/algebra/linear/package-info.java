/// The search for linear arguments.
///
/// **Start at** {@link gradus.algebra.linear.Elimination}. **Depends on** the bounds and lines of
/// `gradus.algebra.checker`, which verifies each line and believes nothing that is said here. **The
/// one idea:** unknowns are eliminated, and the lines that led to a contradiction are handed on.
/// **Not here:** what a line says (`gradus.algebra.checker`).
@NullMarked
package gradus.algebra.linear;

import org.jspecify.annotations.NullMarked;
