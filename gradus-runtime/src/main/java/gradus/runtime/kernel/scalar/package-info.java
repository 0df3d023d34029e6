/// Kernels as plain loops: obvious, and the measure of the fast ones.
///
/// **Start at** {@link gradus.runtime.kernel.scalar.ScalarKernels}. **Depends on** the themes of
/// `gradus.runtime.kernel`. **The one idea:** a loop that can be read at a glance, in the order
/// that the theme's interface fixes. **Not here:** the Vector API.
@NullMarked
package gradus.runtime.kernel.scalar;

import org.jspecify.annotations.NullMarked;
