/// Convolution of one signal with one kernel, shown in full: padding, products, matrix.
///
/// **Start at** {@link gradus.signal.Signal1d}. **Depends on** `gradus.op.window` and
/// `gradus.reference`. **The one idea:** a result is the list of its products, in whatever numbers;
/// nothing is hidden in a loop. **Not here:** convolution of tensors (`gradus.op.window`), speed.
@NullMarked
package gradus.signal;

import org.jspecify.annotations.NullMarked;
