/// The arithmetic on plain arrays: what the kernels compute, and in which order.
///
/// **Start at** {@link gradus.runtime.kernel.Kernels}, which holds the themes. **Depends on**
/// nothing but arrays and geometry. **The one idea:** every sum has a fixed order, and every shape
/// of a convolution its way ({@link gradus.runtime.kernel.ConvolutionWay}), so that each
/// implementation gives the same bits. **Not here:** how it is done (`gradus.runtime.kernel.scalar`
/// plainly, `gradus.runtime.kernel.simd` fast), when it is done (`gradus.runtime.plan`).
@NullMarked
package gradus.runtime.kernel;

import org.jspecify.annotations.NullMarked;
