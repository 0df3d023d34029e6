/// The gradient check: derivative rules against differences of values.
///
/// **Start at** {@link gradus.check.GradientCheck}. **Depends on** `gradus.autodiff` for the
/// derivatives and `gradus.reference` for the values. **The one idea:** a derivative that two
/// independent ways agree on, at a generic point, is right. **Not here:** proofs
/// (`gradus.algebra`).
@NullMarked
package gradus.check;

import org.jspecify.annotations.NullMarked;
