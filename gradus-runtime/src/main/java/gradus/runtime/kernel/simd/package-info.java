/// Kernels by the Vector API, at 128, 256 or 512 bits.
///
/// **Start at** {@link gradus.runtime.kernel.simd.SimdKernels}. **Depends on**
/// `jdk.incubator.vector`, and must not be loaded where that module is absent. **The one idea:**
/// lanes do what the scalar kernels do, operation by operation, so that the bits are equal; also in
/// the loops that are written while a program runs. **Not here:** the choice between the two
/// (`gradus.runtime.kernel.Chooser`), and when a loop pays (`gradus.runtime.plan`).
@NullMarked
package gradus.runtime.kernel.simd;

import org.jspecify.annotations.NullMarked;
